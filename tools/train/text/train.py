"""Trains the text detector. Debian's python3-torch, two cores, about an hour.

  python3 train.py TRAIN_FOLDER LIST_FOLDER OUT.pt [--steps N] [--minutes M] [--resume FILE.pt] [--seed S]
"""
import argparse
import math
import multiprocessing as mp
import time

import numpy as np
import torch
from net import TextNet
from synth import Synth

BATCH = 8


def feed(queue, a, seed, held_out):
    torch.set_num_threads(1)
    synth = Synth(a.train, a.lists, seed, held_out)
    while True:
        queue.put([synth.make() for _ in range(BATCH)])


def tensors(batch):
    x = torch.from_numpy(np.stack([b[0] for b in batch])).permute(0, 3, 1, 2).float() / 255
    ink = torch.from_numpy(np.stack([b[1] for b in batch])).unsqueeze(1).float() / 255
    counts = torch.from_numpy(np.stack([b[2] for b in batch])).unsqueeze(1).float()
    y = torch.nn.functional.max_pool2d(ink, 4)
    # Ink of one letter stands apart from the next: what lies between them counts as the line's.
    near = torch.nn.functional.max_pool2d(y, 3, 1, 1)
    weight = torch.where(y > 0, 1.0, torch.where(near > 0, 0.15, 1.0)) * torch.nn.functional.avg_pool2d(counts, 4).ge(0.99).float()
    return x, y, torch.maximum(weight, (y > 0).float())


def loss_of(logits, y, weight):
    bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, y, reduction="none")
    p = torch.sigmoid(logits)
    hard = bce * weight * torch.where(y > 0, 4.0, 1.0) * (0.25 + (y - p).abs().detach() ** 1.0)
    dice = 1 - (2 * (p * y * weight).sum() + 1) / ((p * weight).sum() + (y * weight).sum() + 1)
    return hard.sum() / weight.sum() + 0.3 * dice


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("train"); ap.add_argument("lists"); ap.add_argument("out")
    ap.add_argument("--steps", type=int, default=9000); ap.add_argument("--minutes", type=float, default=75)
    ap.add_argument("--resume"); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--lr", type=float, default=3e-3)
    a = ap.parse_args()
    torch.manual_seed(a.seed); torch.set_num_threads(1)
    queue = mp.Queue(maxsize=6)
    worker = mp.Process(target=feed, args=(queue, a, a.seed, False), daemon=True); worker.start()
    check = Synth(a.train, a.lists, 99, True)
    held = [tensors([check.make() for _ in range(BATCH)]) for _ in range(6)]
    net = TextNet()
    if a.resume:
        net.load_state_dict(torch.load(a.resume))
    print("weights", sum(p.numel() for p in net.parameters()), flush=True)
    opt = torch.optim.AdamW(net.parameters(), a.lr, weight_decay=1e-3)
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    began, step, running = time.time(), 0, 0.0
    while True:
        part = max(step / a.steps, (time.time() - began) / (60 * a.minutes))
        if part >= 1:
            break
        rate = a.lr * min(1, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * part)) + 1e-5
        for g in opt.param_groups:
            g["lr"] = rate
        x, y, w = tensors(queue.get())
        loss = loss_of(net(x), y, w)
        opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0); opt.step()
        keep = min(0.998, (1 + step) / (10 + step))
        for k, v in net.state_dict().items():
            mean[k] = v.clone() if not v.dtype.is_floating_point else mean[k] * keep + v.detach() * (1 - keep)
        running += loss.item(); step += 1
        if step % 100 == 0:
            test = TextNet(); test.load_state_dict(mean); test.eval()
            with torch.no_grad():
                hit = ink = false = clear = 0.0
                for vx, vy, vw in held:
                    p = torch.sigmoid(test(vx)) > 0.4
                    hit += ((p & (vy > 0)).sum()).item(); ink += (vy > 0).sum().item()
                    far = (torch.nn.functional.max_pool2d(vy, 9, 1, 4) == 0) & (vw > 0)
                    false += (p & far).sum().item(); clear += far.sum().item()
            print(f"{step} {time.time() - began:.0f}s loss {running / 100:.4f} held-out ink {hit / max(1, ink):.4f} false {false / max(1, clear):.5f}", flush=True)
            running = 0.0
            torch.save(mean, a.out)
    torch.save(mean, a.out)


if __name__ == "__main__":
    main()
