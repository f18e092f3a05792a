"""Whole held-out training pictures, looked at as the product does: how many are flagged at which logit. python3 calibrate.py TRAIN_FOLDER WEIGHTS.pt [SIDES]"""
import random
import sys

import numpy as np
import torch
from net import FaceNet
from PIL import Image
from synth import PHOTO, UNSURE, obscure, rows_of

SIDES = [int(v) for v in sys.argv[3].split(",")] if len(sys.argv) > 3 else [144, 256, 448]


def looked(net, im):
    """The highest logit of a face and the logit of a photograph, at each side."""
    faces, photographs = [], []
    for side in SIDES:
        s = min(1.5, side / max(im.size))
        w, h = (max(1, int(v * s + 0.5)) for v in im.size)
        a = np.asarray(im.resize((w, h), Image.BILINEAR), np.float32) / 255
        a = np.pad(a, ((0, -h % 16), (0, -w % 16), (0, 0)), "edge")
        face, photograph = net(torch.from_numpy(a).permute(2, 0, 1).unsqueeze(0))
        faces.append(float(face.max()))
        photographs.append(float(photograph))
    return faces, photographs


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
    no, plain, hidden, little, photographs = [], [], [], [], []
    with torch.no_grad():
        for r in rows_of(sys.argv[1], True):
            im = Image.open(r["path"]).convert("RGB")
            faces, photo = looked(net, im)
            if r["category"] not in UNSURE:
                photographs.append((photo, r["category"] in PHOTO))
            if r["kind"] != "face":
                no.append((faces, r["category"], r["path"]))
            elif r["box"]:
                plain.append(faces)
                hidden += [looked(net, obscure(im, r, rng)[0])[0] for _ in range(3)]
                little.append(looked(net, small(im, r["box"]))[0])
    print("sides", SIDES, "pictures without a face", len(no))
    for faces, category, path in sorted(no, key=lambda v: -max(v[0]))[:14]:
        print("  highest", np.round(faces, 2), category, path.rsplit("/", 1)[1])
    for cut in np.arange(0, 5.1, 0.25):
        parts = (f"{n} {np.mean([max(t) > cut for t in v]):.3f} of {len(v)}" for n, v in (("plain", plain), ("obscured", hidden), ("small", little)))
        print(f"logit {cut:.2f}: alarms {np.mean([max(t) > cut for t, _, _ in no]):.3f}", *parts)
    for name, of in (("highest", max), ("mean", np.mean), ("first", lambda v: v[0]), ("last", lambda v: v[-1])):
        yes, others = ([of(p) > 0 for p, is_one in photographs if is_one == want] for want in (True, False))
        print(f"photographs by {name}: {np.mean(yes):.3f} of {len(yes)}, others {np.mean(others):.3f} of {len(others)}")


if __name__ == "__main__":
    main()
