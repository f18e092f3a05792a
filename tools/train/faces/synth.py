"""Makes training crops of faces, also obscured ones, and of everything else a case carries. Reads the training folder only."""
import csv
import io
import os
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = 160
PHOTO = {"ai-person", "ai-portrait", "hand", "skin-limb", "photo-misc", "object", "photo-teeth", "specimen-lab"}
UNSURE = {"cgi", "page-with-photo", "rendering-skin", "rendering-3d", "dermoscopy", "endoscopy", "fundus", "misc", "texture", "histology", "microscopy", "ct-object"}


def rows_of(folder, held_out):
    out = []
    with open(os.path.join(folder, "index.tsv"), newline="") as f:
        for i, r in enumerate(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if (i % 8 == 7) != held_out:
                continue
            box = tuple(float(v) for v in r["face_box"].split(",")) if r["face_box"] else None
            eye = tuple(float(v) for v in r["eye"].split(",")) if r["eye"] else None
            out.append({"path": os.path.join(folder, r["file"]), "kind": r["kind"], "category": r["category"], "box": box, "eye": eye, "tilt": float(r["tilt"] or 0)})
    return out


def obscure(im, t, rng):
    """A bar, a mosaic, a blur or a patch over the face, or half of it cut away."""
    l, u, r, b = t["box"]
    w, h = r - l, b - u
    kind = rng.choice(("bar", "bar", "mosaic", "mosaic", "blur", "oval", "upper", "lower", "box"))
    ink = rng.choice(((0, 0, 0), (0, 0, 0), (255, 255, 255), tuple(rng.randint(0, 255) for _ in range(3))))
    im = im.copy()
    draw = ImageDraw.Draw(im)
    if kind == "bar":
        x, y = t["eye"] or ((l + r) / 2, u + 0.4 * h)
        up, down, n = rng.uniform(0.07, 0.2) * h, rng.uniform(0.08, 0.42) * h, rng.uniform(0.4, 0.8) * max(w, h)
        a = np.deg2rad(t["tilt"] + rng.uniform(-6, 6))
        at = lambda p, q: (x + p * np.cos(a) - q * np.sin(a), y + p * np.sin(a) + q * np.cos(a))
        draw.polygon([at(-n, -up), at(n, -up), at(n, down), at(-n, down)], fill=ink)
    elif kind in ("mosaic", "blur"):
        p = tuple(int(v) for v in (max(0, l - rng.uniform(-0.05, 0.15) * w), max(0, u - rng.uniform(0, 0.2) * h), min(im.width, r + rng.uniform(-0.05, 0.15) * w), min(im.height, b + rng.uniform(0, 0.2) * h)))
        if p[2] - p[0] > 8 and p[3] - p[1] > 8:
            c = im.crop(p)
            if kind == "blur":
                c = c.filter(ImageFilter.GaussianBlur(c.width / rng.uniform(7, 16)))
            else:
                q = rng.randint(6, 18)
                c = c.resize((q, max(1, round(q * c.height / c.width))), Image.BOX).resize(c.size, Image.NEAREST)
            im.paste(c, p[:2])
    elif kind == "oval":
        x, y = (l + r) / 2, (u + b) / 2
        draw.ellipse((x - rng.uniform(0.5, 0.62) * w, y - rng.uniform(0.5, 0.66) * h, x + rng.uniform(0.5, 0.62) * w, y + rng.uniform(0.5, 0.64) * h), fill=ink)
    elif kind == "box":
        draw.rectangle((l, u + rng.uniform(0, 0.25) * h, r, b - rng.uniform(0, 0.3) * h), fill=ink)
    elif kind == "upper":
        y = int(u + rng.uniform(0.5, 0.75) * h)
        return im.crop((0, 0, im.width, max(10, y))), (l, u, r, min(b, y))
    else:
        y = int(u + rng.uniform(0.3, 0.55) * h)
        return im.crop((0, y, im.width, im.height)), (l, 0, r, b - y)
    return im, (l, u, r, b)


class Synth:
    """An endless source of (picture uint8 SIZE x SIZE x 3, face cells target, weight, photograph target, its weight)."""

    def __init__(self, folder, seed, held_out=False):
        self.rng = random.Random(seed)
        rows = rows_of(folder, held_out)
        self.faces = [r for r in rows if r["kind"] == "face" and r["box"]]
        self.others = [r for r in rows if r["kind"] != "face"]
        self.photos = [r for r in self.others if r["category"] in PHOTO]
        self.cache = {}

    def load(self, path):
        if path not in self.cache:
            im = Image.open(path).convert("RGB")
            if max(im.size) > 640:
                s = 640 / max(im.size)
                im = im.resize((max(1, int(im.width * s)), max(1, int(im.height * s))), Image.BILINEAR)
                self.cache[path] = (im, s)
            else:
                self.cache[path] = (im, 1.0)
        return self.cache[path]

    def make(self):
        rng = self.rng
        with_face = rng.random() < 0.55
        if with_face:
            row = rng.choice(self.faces)
            im, s = self.load(row["path"])
            t = {"box": tuple(v * s for v in row["box"]), "eye": tuple(v * s for v in row["eye"]) if row["eye"] else None, "tilt": row["tilt"]}
            box = t["box"]
            if rng.random() < 0.6:
                im, box = obscure(im, t, rng)
            photo, sure = 1.0, 0.0 if row["category"] in UNSURE else 1.0
        else:
            row = rng.choice(self.photos) if rng.random() < 0.35 else rng.choice(self.others)
            im, _ = self.load(row["path"])
            box = None
            photo, sure = float(row["category"] in PHOTO), 0.0 if row["category"] in UNSURE else 1.0
            if rng.random() < 0.25:  # bars, patches and mosaics that hide no face
                w, h = im.size
                l, u = rng.uniform(0, 0.6) * w, rng.uniform(0, 0.6) * h
                im, _ = obscure(im, {"box": (l, u, l + 0.35 * w, u + 0.35 * h), "eye": None, "tilt": 0.0}, rng)
        im, box = self.turned(im, box)
        return self.placed(im, box, photo, sure)

    def turned(self, im, box):
        rng = self.rng
        k = rng.random()
        if k < 0.3:
            angle = rng.choice((90, 180, 270)) if k < 0.18 else rng.uniform(-25, 25)
            w, h = im.size
            im = im.rotate(angle, Image.BILINEAR, expand=True, fillcolor=tuple(rng.choice((0, 255)) for _ in range(1)) * 3)
            if box:
                a = np.deg2rad(-angle)
                pts = [((x - w / 2) * np.cos(a) - (y - h / 2) * np.sin(a) + im.width / 2, (x - w / 2) * np.sin(a) + (y - h / 2) * np.cos(a) + im.height / 2) for x in box[::2] for y in box[1::2]]
                xs, ys = [p[0] for p in pts], [p[1] for p in pts]
                box = (min(xs), min(ys), max(xs), max(ys))
        if rng.random() < 0.5:
            im = im.transpose(Image.FLIP_LEFT_RIGHT)
            box = box and (im.width - box[2], box[1], im.width - box[0], box[3])
        return im, box

    def placed(self, im, box, photo, sure):
        """Puts the picture into the crop at some scale: whole, a part of it, or small on another picture."""
        rng = self.rng
        out = Image.new("RGB", (SIZE, SIZE), (rng.choice((0, 0, 128, 235, 255)),) * 3)
        if box:
            want = rng.choice((rng.uniform(26, 60), rng.uniform(40, 110), rng.uniform(80, 150)))
            s = want / max(1.0, max(box[2] - box[0], box[3] - box[1]))
        else:
            s = SIZE / max(im.size) * rng.choice((1, 1, rng.uniform(1, 3), rng.uniform(0.4, 1)))
        im = im.resize((max(4, int(im.width * s)), max(4, int(im.height * s))), Image.BILINEAR)
        if im.width < SIZE and im.height < SIZE and rng.random() < 0.5:
            back, _ = self.load(rng.choice(self.others)["path"])
            out.paste(back.resize((SIZE, SIZE), Image.BILINEAR))
            sure = 0.0
        spare = lambda n: (rng.randint(0, SIZE - n) if n <= SIZE else -rng.randint(0, n - SIZE))
        if box:
            cx, cy = (box[0] + box[2]) / 2 * s, (box[1] + box[3]) / 2 * s
            x, y = (spare(im.width) if im.width <= SIZE else int(np.clip(rng.uniform(0.2, 0.8) * SIZE - cx, SIZE - im.width, 0))), (spare(im.height) if im.height <= SIZE else int(np.clip(rng.uniform(0.2, 0.8) * SIZE - cy, SIZE - im.height, 0)))
        else:
            x, y = spare(im.width), spare(im.height)
        out.paste(im, (x, y))
        n = SIZE // 16
        target, weight = np.zeros((n, n), np.float32), np.ones((n, n), np.float32)
        if box:
            l, u, r, b = box[0] * s + x, box[1] * s + y, box[2] * s + x, box[3] * s + y
            gy, gx = np.mgrid[0:n, 0:n] * 16 + 8.0
            dx, dy = (gx - (l + r) / 2) / max(8, (r - l) / 2), (gy - (u + b) / 2) / max(8, (b - u) / 2)
            d = dx * dx + dy * dy
            target[d < 0.45] = 1
            weight[(d >= 0.45) & (d < 2.2)] = 0
            if not target.any():
                iy, ix = int(np.clip((u + b) / 32, 0, n - 1)), int(np.clip((l + r) / 32, 0, n - 1))
                target[iy, ix], weight[iy, ix] = 1, 1
        return self.finish(out), target, weight, photo, sure

    def finish(self, im):
        rng = self.rng
        if rng.random() < 0.25:
            im = im.convert("L").convert("RGB")
        a = np.asarray(im).astype(np.float32)
        if rng.random() < 0.5:
            a = a * rng.uniform(0.5, 1.4) + rng.uniform(-40, 40)
            a = a * np.array([rng.uniform(0.85, 1.15) for _ in range(3)])
        if rng.random() < 0.2:
            a = a + np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(2, 14), a.shape)
        im = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
        if rng.random() < 0.15:
            im = im.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.5)))
        if rng.random() < 0.4:
            buffer = io.BytesIO()
            im.save(buffer, "JPEG", quality=rng.randint(30, 92))
            im = Image.open(buffer).convert("RGB")
        return np.asarray(im)
