"""Finds where the net fires on training backgrounds without text: python3 mine.py TRAIN_FOLDER WEIGHTS.pt OUT.json"""
import json
import sys

import numpy as np
import torch
from net import TextNet
from PIL import Image
from synth import load_backgrounds

torch.set_num_threads(2)
net = TextNet(); net.load_state_dict(torch.load(sys.argv[2])); net.float().eval()
spots = []
rows = [r for i, r in enumerate(load_backgrounds(sys.argv[1])) if i % 12 != 0]
for path, boxes, _ in rows:
    full = Image.open(path).convert("RGB")
    for scale in (1.0, 0.6, 1.6):
        image = full.resize((max(16, int(full.width * scale)), max(16, int(full.height * scale))), Image.BILINEAR)
        if image.width * image.height > 3_000_000:
            continue
        a = np.asarray(image)[: image.height // 8 * 8, : image.width // 8 * 8]
        with torch.no_grad():
            p = torch.sigmoid(net(torch.from_numpy(a.copy()).permute(2, 0, 1)[None].float() / 255))[0, 0].numpy()
        for x0, y0, x1, y1 in boxes:
            p[max(0, int(y0 * scale / 4) - 2): int(y1 * scale / 4) + 3, max(0, int(x0 * scale / 4) - 2): int(x1 * scale / 4) + 3] = 0
        ys, xs = np.nonzero(p > 0.4)
        seen = set()
        for y, x in zip(ys, xs):
            key = (y // 16, x // 16)
            if key not in seen:
                seen.add(key)
                spots.append((path, float(x * 4 / scale), float(y * 4 / scale)))
json.dump(spots, open(sys.argv[3], "w"))
print(len(rows), "pictures", len(spots), "spots", len({s[0] for s in spots}), "with some")
