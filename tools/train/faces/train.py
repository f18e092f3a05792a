"""Trains the face detector: python3 train.py TRAIN_FOLDER OUT.pt [--minutes M] [--resume FILE.pt] [--seed S]. Debian's python3-torch, one core."""
import argparse
import math
import multiprocessing as mp
import time

import numpy as np
import torch
from net import FaceNet
from synth import Synth

BATCH = 24
bce = torch.nn.functional.binary_cross_entropy_with_logits


def feed(queue, folder, seed, held_out):
    torch.set_num_threads(1)
    synth = Synth(folder, seed, held_out)
    while True:
        queue.put([synth.make() for _ in range(BATCH)])


def tensors(batch):
    x = torch.from_numpy(np.stack([b[0] for b in batch])).permute(0, 3, 1, 2).float() / 255
    t, w = (torch.from_numpy(np.stack([b[k] for b in batch])).unsqueeze(1) for k in (1, 2))
    p, s = (torch.tensor([[b[k]] for b in batch]) for k in (3, 4))
    return x, t, w, p, s


def loss_of(out, t, w, p, s):
    face, photo = out
    focal = (torch.sigmoid(face) - t).abs().detach() ** 1.5
    cells = (bce(face, t, reduction="none") * w * (0.1 + focal) * torch.where(t > 0, 4.0, 1.0)).sum() / (w.sum() * 0.1 + 1)
    # What is asked in the end: is there any face in the picture.
    most = torch.where(w > 0, face, torch.full_like(face, -20)).amax((1, 2, 3))
    whole = bce(most, t.amax((1, 2, 3)))
    return cells + 0.5 * whole + 0.3 * (bce(photo, p, reduction="none") * s).sum() / (s.sum() + 1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("train"); ap.add_argument("out")
    ap.add_argument("--minutes", type=float, default=45); ap.add_argument("--resume"); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--lr", type=float, default=3e-3)
    a = ap.parse_args()
    torch.manual_seed(a.seed); torch.set_num_threads(1)
    queue = mp.Queue(maxsize=6)
    mp.Process(target=feed, args=(queue, a.train, a.seed, False), daemon=True).start()
    check = Synth(a.train, 99, True)
    held = [tensors([check.make() for _ in range(BATCH)]) for _ in range(14)]
    net = FaceNet()
    if a.resume:
        net.load_state_dict(torch.load(a.resume))
    print("weights", sum(p.numel() for p in net.parameters()), flush=True)
    opt = torch.optim.AdamW(net.parameters(), a.lr, weight_decay=1e-3)
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    began, step, running = time.time(), 0, 0.0
    while (part := (time.time() - began) / (60 * a.minutes)) < 1:
        for g in opt.param_groups:
            g["lr"] = a.lr * min(1, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * part)) + 1e-5
        x, t, w, p, s = tensors(queue.get())
        loss = loss_of(net(x), t, w, p, s)
        opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0); opt.step()
        keep = min(0.998, (1 + step) / (10 + step))
        for k, v in net.state_dict().items():
            mean[k] = v.clone() if not v.dtype.is_floating_point else mean[k] * keep + v.detach() * (1 - keep)
        running += loss.item(); step += 1
        if step % 100 == 0:
            test = FaceNet(); test.load_state_dict(mean); test.eval()
            tops, truth, photos = [], [], []
            with torch.no_grad():
                for x, t, w, p, s in held:
                    face, photo = test(x)
                    tops += face.amax((1, 2, 3)).tolist(); truth += t.amax((1, 2, 3)).tolist()
                    photos += [(float(a1) > 0) == (float(b1) > 0.5) for a1, b1, c1 in zip(photo, p, s) if c1 > 0]
            no = sorted(v for v, y in zip(tops, truth) if y == 0)
            cut = no[int(0.98 * len(no))]
            hit = np.mean([v > cut for v, y in zip(tops, truth) if y == 1])
            print(f"{step} {time.time() - began:.0f}s loss {running / 100:.4f} held-out recall at 2 % alarms {hit:.3f} (logit {cut:.2f}) photographs {np.mean(photos):.3f}", flush=True)
            running = 0.0
            torch.save(mean, a.out)
    torch.save(mean, a.out)


if __name__ == "__main__":
    main()
