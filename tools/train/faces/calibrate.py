"""Whole held-out training pictures, looked at as the product does: how many are flagged at which logit. python3 calibrate.py TRAIN_FOLDER WEIGHTS.pt"""
import random
import sys

import numpy as np
import torch
from net import FaceNet
from PIL import Image
from synth import obscure, rows_of

SIDES = [int(v) for v in sys.argv[3].split(",")] if len(sys.argv) > 3 else [144, 256, 448]


def top_of(net, im):
    """The highest logit at each side."""
    out = []
    for side in SIDES:
        s = min(1.5, side / max(im.size))
        w, h = (max(1, int(v * s + 0.5)) for v in im.size)
        a = np.asarray(im.resize((w, h), Image.BILINEAR), np.float32) / 255
        a = np.pad(a, ((0, -h % 16), (0, -w % 16), (0, 0)), "edge")
        face, _ = net(torch.from_numpy(a).permute(2, 0, 1).unsqueeze(0))
        out.append(float(face.max()))
    return out


def small(im, box):
    """The picture on a page, its face some 40 pixels wide, as on a slide."""
    s = 40 / max(8, box[2] - box[0])
    page = Image.new("RGB", (1024, 768), (235, 235, 235))
    page.paste(im.resize((max(1, round(im.width * s)), max(1, round(im.height * s))), Image.BOX), (420, 300))
    return page


def main():
    net = FaceNet()
    net.load_state_dict(torch.load(sys.argv[2]))
    net.eval()
    torch.set_num_threads(1)
    rng = random.Random(5)
    no, plain, hidden, little = [], [], [], []
    with torch.no_grad():
        for r in rows_of(sys.argv[1], True):
            im = Image.open(r["path"]).convert("RGB")
            if r["kind"] != "face":
                no.append((top_of(net, im), r["category"], r["path"]))
            elif r["box"]:
                plain.append((top_of(net, im), r["category"], r["path"]))
                hidden += [(top_of(net, obscure(im, {"box": r["box"], "eye": r["eye"], "tilt": r["tilt"]}, rng)[0]), r["category"], r["path"]) for _ in range(3)]
                little.append((top_of(net, small(im, r["box"])), r["category"], r["path"]))
    print("sides", SIDES, "pictures without a face", len(no))
    for t, c, p in sorted(no, key=lambda v: -max(v[0]))[:14]:
        print("  highest", np.round(t, 2), c, p.rsplit("/", 1)[1])
    for cut in np.arange(0, 5.1, 0.5):
        print(f"logit {cut:.1f}: alarms {np.mean([max(t) > cut for t, _, _ in no]):.3f}", *(f"{n} {np.mean([max(t) > cut for t, _, _ in v]):.3f} of {len(v)}" for n, v in (("plain", plain), ("obscured", hidden), ("small", little))))


if __name__ == "__main__":
    main()
