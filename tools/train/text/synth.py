"""Makes training crops: pictures with text drawn over them, and the ink of that text.

Backgrounds are real pictures without text (their `ignore` boxes count neither way) and drawn ones. Nothing here reads a scoring set.
"""
import csv
import glob
import gzip
import io
import os
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont, PcfFontFile

HELD_OUT_FONTS = ("Roboto-Condensed", "FreeSerif", "LiberationMono", "Inconsolata", "OpenSans-Light", "courR", "futural")


def load_backgrounds(folder):
    """Rows of (path, ignore boxes) of the training backgrounds; faces and labelled figures are left out."""
    rows = []
    with open(os.path.join(folder, "index.tsv"), newline="") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if r["kind"] != "background":
                continue
            boxes = [tuple(int(float(v)) for v in b.split(",")) for b in (r["ignore"] or "").split(";") if b]
            rows.append((os.path.join(folder, r["file"]), boxes, r["category"]))
    return rows


def load_words(folder):
    """Names, places and hospitals to write on the pictures: from the lists of the text gate."""
    def column(name, n):
        out = []
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            next(f)
            for i, line in enumerate(f):
                if i >= n:
                    break
                out.append(line.split("\t")[0].strip())
        return [w for w in out if w]
    return {"given": column("given.tsv", 8000), "surname": column("surname.tsv", 20000), "place": column("places.tsv", 8000), "hospital": column("hospitals.tsv", 4000)}


class Hershey:
    """Stroke fonts: each glyph is a list of polylines."""

    def __init__(self, path):
        self.name = os.path.basename(path)
        self.glyphs = []
        text = open(path, encoding="latin1").read().replace("\r", "")
        lines, i = text.split("\n"), 0
        while i < len(lines):
            line = lines[i]
            i += 1
            if len(line) < 8:
                continue
            count = int(line[5:8])
            body = line[8:]
            while len(body) < 2 * count and i < len(lines):
                body += lines[i]
                i += 1
            left, right = ord(body[0]) - 82, ord(body[1]) - 82
            strokes, stroke = [], []
            for k in range(1, count):
                a, b = body[2 * k], body[2 * k + 1]
                if a == " " and b == "R":
                    strokes.append(stroke)
                    stroke = []
                else:
                    stroke.append((ord(a) - 82 - left, ord(b) - 82))
            strokes.append(stroke)
            self.glyphs.append((right - left, strokes))

    def mask(self, text, height):
        scale = height / 22.0
        width = sum(self.glyphs[ord(c) - 32][0] if 32 <= ord(c) < 32 + len(self.glyphs) else 10 for c in text) * scale
        over = 3
        image = Image.new("L", (max(1, int(width + 6)) * over, int(height * 1.7 + 4) * over), 0)
        draw, x = ImageDraw.Draw(image), 2.0
        weight = max(1, int(random.choice((1, 1, 1.4, 2)) * over * max(1, height / 18)))
        for c in text:
            if not 32 <= ord(c) < 32 + len(self.glyphs):
                x += 10 * scale
                continue
            advance, strokes = self.glyphs[ord(c) - 32]
            for s in strokes:
                if len(s) > 1:
                    draw.line([((x + p[0] * scale) * over, (height * 0.85 + p[1] * scale) * over) for p in s], fill=255, width=weight)
            x += advance * scale
        return np.asarray(image.resize((image.width // over, image.height // over), Image.BOX))


def load_fonts(held_out):
    """TrueType paths, X11 bitmap fonts and Hershey fonts; `held_out` chooses those kept for validation."""
    keep = lambda name: any(h.lower() in name.lower() for h in HELD_OUT_FONTS) == held_out
    ttf = [p for p in sorted(glob.glob("/usr/share/fonts/truetype/**/*.tt[fc]", recursive=True) + glob.glob("/usr/share/fonts/opentype/**/*.otf", recursive=True)) if keep(os.path.basename(p))]
    latin = []
    for p in ttf:
        try:
            f = ImageFont.truetype(p, 20)
            if f.getmask("A").getbbox() != f.getmask("\uffff").getbbox() and f.getmask("Rg8").getbbox() is not None and "Emoji" not in p and "Symbol" not in p and "Music" not in p:
                latin.append(p)
        except OSError:
            continue
    # Families with dozens of members (Noto) would otherwise be all there is.
    random.Random(1).shuffle(latin)
    noto = [p for p in latin if "noto" in p.lower()][:60]
    latin = [p for p in latin if "noto" not in p.lower()] + noto
    bitmap = []
    for p in sorted(glob.glob("/usr/share/fonts/X11/*/*.pcf.gz")):
        n = os.path.basename(p)
        if not keep(n) or ("ISO8859" in n and "ISO8859-1." not in n) or n.startswith(("cursor", "deccurs", "olcursor", "micro", "nil2", "decsess", "symb", "arabic", "gb", "jiskan", "k14", "han", "cns")):
            continue
        try:
            font = PcfFontFile.PcfFontFile(io.BytesIO(gzip.open(p).read()))
            font.compile()
            bitmap.append((n, font))
        except Exception:  # a font that PIL cannot read is left out
            continue
    hershey = [Hershey(p) for p in sorted(glob.glob("/usr/share/hershey-fonts/*.jhf")) if keep(os.path.basename(p)) and any(k in p for k in ("futur", "roman", "times", "script", "rowman", "gothic", "cursive"))]
    return latin, bitmap, hershey


class Writer:
    """Renders a line of text to an alpha mask."""

    def __init__(self, held_out=False):
        self.ttf, self.bitmap, self.hershey = load_fonts(held_out)

    def mask(self, text, height, rng):
        kind = rng.random()
        if kind < 0.62 and self.ttf:
            font = ImageFont.truetype(rng.choice(self.ttf), max(6, int(height * rng.uniform(1.0, 1.45))))
            hard = rng.random() < 0.25
            box = font.getbbox(text)
            if box[2] - box[0] < 1 or box[2] - box[0] > 4000:
                return None
            image = Image.new("1" if hard else "L", (box[2] - box[0] + 4, box[3] - box[1] + 4), 0)
            draw = ImageDraw.Draw(image)
            draw.fontmode = "1" if hard else "L"
            draw.text((2 - box[0], 2 - box[1]), text, font=font, fill=1 if hard else 255)
            return np.asarray(image.convert("L"))
        if kind < 0.82 and self.bitmap:
            _, font = rng.choice(self.bitmap)
            rows, x = [], 0
            glyphs = [font.glyph[ord(c)] if ord(c) < len(font.glyph) else None for c in text]
            glyphs = [g for g in glyphs if g is not None]
            if not glyphs:
                return None
            top = min(g[1][1] for g in glyphs)
            bottom = max(g[1][3] for g in glyphs)
            width = sum(g[0][0] for g in glyphs) + 8
            image = Image.new("L", (max(1, width), max(1, bottom - top + 2)), 0)
            x = 2
            for (dx, _dy), dst, _src, pixels in glyphs:
                if pixels is not None and pixels.size[0] > 0:
                    image.paste(pixels.convert("L"), (x + dst[0], dst[1] - top + 1))
                x += dx
            scale = 1
            if height > 1.8 * image.height and rng.random() < 0.7:
                scale = max(1, int(round(height / image.height)))
            elif rng.random() < 0.15:
                scale = rng.uniform(0.8, 1.6)
            if scale != 1:
                image = image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale))), rng.choice((Image.NEAREST, Image.BILINEAR)))
            return np.asarray(image)
        if self.hershey:
            return rng.choice(self.hershey).mask(text, height)
        return None


SCRIPTS = ["Пациент Иванов", "αβγδ Παπαδόπουλος", "Größe Müller-Lüdenscheidt", "Żółć Łukasz", "D'Hervé François", "Øystein Åse"]


def line_of_text(rng, words):
    """Something that stands on pictures: names, numbers, dates, places, technical settings, single letters."""
    digits = lambda n: "".join(rng.choice("0123456789") for _ in range(n))
    date = lambda: rng.choice(("{d:02d}/{m:02d}/{y}", "{y}-{m:02d}-{d:02d}", "{d:02d}.{m:02d}.{y}", "{d:02d}-{b}-{y}", "{b} {d:02d} {y}", "{m:02d}/{d:02d}/{s:02d}")).format(
        d=rng.randint(1, 28), m=rng.randint(1, 12), y=rng.randint(1925, 2026), s=rng.randint(0, 99), b=rng.choice("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()))
    time = lambda: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}" + rng.choice(("", f":{rng.randint(0, 59):02d}", " PM", " am"))
    name = lambda: rng.choice(("{s}, {g}", "{s}^{g}", "{g} {s}", "{S} {G}", "{S},{G}", "{s} {g} {i}.", "Dr {s}", "DR. {S}", "{s}")).format(
        s=rng.choice(words["surname"]), g=rng.choice(words["given"]), S=rng.choice(words["surname"]).upper(), G=rng.choice(words["given"]).upper(), i=rng.choice("ABCDEFGHJKLMNPRSTW"))
    technical = lambda: rng.choice((
        f"{rng.randint(2, 18)}.{rng.randint(0, 9)} MHz", f"MI {rng.random() * 2:.1f}  TIs {rng.random() * 2:.1f}", f"Gn {rng.randint(0, 100)}", f"DR {rng.randint(40, 200)} dB", f"FR {rng.randint(8, 90)} Hz", f"C {rng.randint(10, 90)} Map {rng.randint(1, 9)}",
        f"kVp: {rng.choice((80, 100, 120, 140))}", f"mA: {rng.randint(20, 800)}", f"W: {rng.randint(80, 4000)} L: {rng.randint(-600, 900)}", f"SL {rng.random() * 10:.1f} mm", f"Zoom: {rng.randint(50, 300)}%", f"Im: {rng.randint(1, 400)}/{rng.randint(1, 900)}",
        f"Se: {rng.randint(1, 30)}", f"+ Dist {rng.random() * 20:.2f} cm", f"Vel {rng.random() * 200:.1f} cm/s", f"TR {rng.randint(300, 9000)} TE {rng.randint(5, 120)}", "PORTABLE", "SUPINE", "ERECT", "AP", "PA", "LAT", "L", "R", "A", "P", "H", "F", "S", "I", "10 cm", "0", "5", "10", f"{rng.randint(1, 240)}"))
    ident = lambda: rng.choice(("{a}", "ID: {a}", "MRN {a}", "#{a}", "Acc {b}{a}", "{b}{a}", "DOB: {d}", "Age {n}Y", "{n} Y {x}", "{x} {n}")).format(a=digits(rng.randint(4, 11)), b="".join(rng.choice("ABCDEFGHXYZ") for _ in range(2)), d=date(), n=rng.randint(1, 99), x=rng.choice("MF"))
    short = lambda: rng.choice((f"{rng.choice('ABCDEFGHJKLMNPRSTVWZ')}.{rng.choice('ABCDEFGHJKLMNPRSTVWZ')}.", f"{rng.choice('MF')} {rng.randint(1, 99)}", "".join(rng.choice("ABCDEFGHJKLMNOPRSTUVWZ") for _ in range(rng.randint(2, 4))), digits(rng.randint(2, 8)), rng.choice(words["surname"])[:5].upper()))
    kind = rng.random()
    if kind < 0.16:
        return short()
    kind = rng.random()
    if kind < 0.26:
        return name()
    if kind < 0.42:
        return ident()
    if kind < 0.54:
        return date() + (" " + time() if rng.random() < 0.4 else "")
    if kind < 0.58:
        return time()
    if kind < 0.68:
        return rng.choice(words["hospital"])[:44]
    if kind < 0.72:
        return rng.choice(words["place"])
    if kind < 0.93:
        return technical()
    if kind < 0.96:
        return rng.choice(SCRIPTS)
    return "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:/.") for _ in range(rng.randint(1, 12)))


def drawn_background(rng, size):
    """Backgrounds that no picture set has enough of: flat, ramps, noise, speckle sectors, grids."""
    h, w = size, size
    kind = rng.randrange(7)
    g = np.random.default_rng(rng.getrandbits(32))
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    if kind == 0:
        a = np.full((h, w), rng.choice((0, 0, 0, 20, 60, 128, 200, 255)), np.float32)
    elif kind == 1:
        a = rng.uniform(0, 120) + xx * rng.uniform(-0.4, 0.4) + yy * rng.uniform(-0.4, 0.4)
    elif kind == 2:
        a = g.normal(rng.uniform(20, 200), rng.uniform(5, 50), (h, w)).astype(np.float32)
    elif kind == 3:
        small = g.normal(0, 1, (h // 4 + 1, w // 4 + 1)).astype(np.float32)
        s = np.asarray(Image.fromarray(small).resize((w, h), Image.BICUBIC))
        a = np.abs(s) * rng.uniform(30, 90) * (((xx - w / 2) ** 2 + (yy + 40) ** 2) < (h * 0.95) ** 2) * (np.abs(xx - w / 2) < (yy + 40) * 0.8)
    elif kind == 4:
        p = rng.randint(8, 60)
        a = ((xx % p < 1.5) | (yy % p < 1.5)) * rng.uniform(30, 160) + rng.uniform(0, 60)
    elif kind == 5:
        a = np.abs(np.sin(xx / rng.uniform(1.5, 40)) * np.sin(yy / rng.uniform(1.5, 40))) * rng.uniform(40, 255)
    else:
        small = g.uniform(0, 255, (rng.randint(2, 24), rng.randint(2, 24))).astype(np.float32)
        a = np.asarray(Image.fromarray(small).resize((w, h), rng.choice((Image.NEAREST, Image.BILINEAR, Image.BICUBIC)))).copy()
        a += g.normal(0, rng.uniform(0, 20), (h, w))
    image = np.repeat(np.clip(a, 0, 255)[..., None], 3, 2)
    if rng.random() < 0.2:
        image = np.clip(image * np.array([rng.uniform(0.3, 1.2) for _ in range(3)]), 0, 255)
    return image.astype(np.uint8)


def draw_graphics(image, rng):
    """Marks that are not text: rulers, calipers, arrows, frames, traces, bars, dots."""
    draw = ImageDraw.Draw(image)
    w, h = image.size
    for _ in range(rng.randint(0, 4)):
        ink = tuple(rng.randint(0, 255) for _ in range(3)) if rng.random() < 0.5 else (rng.randint(120, 255),) * 3
        x, y = rng.randint(0, w - 1), rng.randint(0, h - 1)
        kind = rng.randrange(9)
        if kind == 0:  # a ruler with ticks
            step, n, vertical = rng.randint(5, 24), rng.randint(4, 20), rng.random() < 0.7
            for i in range(n):
                length = rng.randint(3, 5) if i % 5 else rng.randint(6, 12)
                draw.line((x, y + i * step, x + length, y + i * step) if vertical else (x + i * step, y, x + i * step, y + length), fill=ink)
        elif kind == 1:
            draw.line((x, y, rng.randint(0, w), rng.randint(0, h)), fill=ink, width=rng.randint(1, 3))
        elif kind == 2:
            s = rng.randint(3, 9)
            draw.line((x - s, y, x + s, y), fill=ink)
            draw.line((x, y - s, x, y + s), fill=ink)
        elif kind == 3:
            draw.rectangle((x, y, x + rng.randint(10, 160), y + rng.randint(10, 160)), outline=ink, width=rng.randint(1, 2))
        elif kind == 4:
            for i in range(rng.randint(20, 120)):
                draw.point((x + i, y + int(8 * np.sin(i / 3.0) + rng.randint(-2, 2))), fill=ink)
        elif kind == 5:  # a grey or colour bar
            bw, bh = rng.randint(6, 18), rng.randint(40, 180)
            for i in range(bh):
                v = 255 - i * 255 // bh
                draw.line((x, y + i, x + bw, y + i), fill=(v, v, v) if rng.random() < 2 else ink)
        elif kind == 6:
            r = rng.randint(2, 60)
            draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=rng.randint(1, 3))
        elif kind == 7:
            draw.polygon((x, y, x + rng.randint(6, 20), y + rng.randint(-8, 8), x + rng.randint(-8, 8), y + rng.randint(6, 20)), fill=ink)
        else:
            for i in range(rng.randint(5, 40)):
                draw.point((x + i * rng.randint(2, 4), y), fill=ink)


def put_text(canvas, ink, mask, rng):
    """Blends one line's alpha mask into the picture; marks its ink."""
    h, w = ink.shape
    turned = mask
    r = rng.random()
    if r < 0.06:
        turned = np.rot90(mask, rng.choice((1, 3)))
    elif r < 0.13:
        turned = np.asarray(Image.fromarray(mask).rotate(rng.uniform(-12, 12), Image.BILINEAR, expand=True))
    elif r < 0.15:
        turned = np.asarray(Image.fromarray(mask).rotate(rng.uniform(-60, 60), Image.BILINEAR, expand=True))
    mh, mw = turned.shape
    if mh >= h or mw >= w * 1.8:
        return
    x = rng.randint(-mw // 6, max(1, w - mw * 5 // 6)) if mw < w else rng.randint(w - mw, 0)
    y = rng.randint(0, h - mh - 1)
    x0, x1 = max(0, x), min(w, x + mw)
    if x1 - x0 < 4:
        return
    alpha = turned[:, x0 - x:x1 - x].astype(np.float32) / 255
    solid = alpha > 0.35
    area = ink[y:y + mh, x0:x1]
    if (area > 0).mean() > 0.02:
        return
    patch = canvas[y:y + mh, x0:x1].astype(np.float32)
    base = float(np.median(patch))
    style = rng.random()
    low = rng.random() < 0.38
    gap = rng.uniform(12, 55) if low else rng.uniform(60, 255)
    bright = base + gap if (base < 128 or rng.random() < 0.25) and base + 14 < 255 else base - gap
    colour = np.full(3, np.clip(bright, 0, 255))
    if rng.random() < 0.3:
        tint = np.array(rng.choice(((255, 255, 0), (0, 255, 0), (0, 255, 255), (255, 160, 0), (255, 60, 60), (120, 160, 255), (255, 255, 255))), np.float32)
        colour = tint * (rng.uniform(0.45, 1) if base < 150 else rng.uniform(0.1, 0.6))
    if style < 0.14:  # a box behind
        back = np.clip(base + rng.uniform(-255, 255), 0, 255)
        pad = rng.randint(0, 4)
        a, b, c, d = max(0, y - pad), min(h, y + mh + pad), max(0, x0 - pad), min(w, x1 + pad)
        canvas[a:b, c:d] = np.clip(canvas[a:b, c:d] * rng.choice((0, 0, 0.4)) + back * 0.9, 0, 255)
        patch = canvas[y:y + mh, x0:x1].astype(np.float32)
        base = float(np.median(patch))
        colour = np.full(3, 255.0 if base < 128 else 0.0) if abs(float(colour.mean()) - base) < 30 else colour
    if 0.14 <= style < 0.26:  # an outline or a shadow
        shadow = np.zeros_like(alpha)
        for dx, dy in ((1, 1),) if rng.random() < 0.5 else ((1, 0), (-1, 0), (0, 1), (0, -1)):
            shadow = np.maximum(shadow, np.roll(np.roll(alpha, dy, 0), dx, 1))
        patch = patch * (1 - shadow[..., None]) + (255 - colour) * shadow[..., None]
    strength = rng.uniform(0.4, 0.9) if style > 0.85 else 1.0
    a = alpha[..., None] * strength
    out = patch * (1 - a) + colour * a
    if not solid.any() or np.abs(out - canvas[y:y + mh, x0:x1]).mean(2)[solid].mean() < 8:
        return
    canvas[y:y + mh, x0:x1] = np.clip(out, 0, 255)
    area[solid] = 255


def crop_background(rng, rows, size, cache):
    path, boxes, category = rng.choice(rows)
    if path not in cache:
        cache[path] = Image.open(path).convert("RGB")
    image = cache[path]
    w, h = image.size
    scale = rng.choice((1, 1, 1, rng.uniform(0.6, 2.2)))
    scale = max(scale, (size + 2) / min(w, h)) if rng.random() < 0.8 else scale
    image = image.resize((max(size // 2, int(w * scale)), max(size // 2, int(h * scale))), Image.BILINEAR)
    keep = np.ones((image.height, image.width), bool)
    for x0, y0, x1, y1 in boxes:
        keep[max(0, int(y0 * scale) - 3):int(y1 * scale) + 4, max(0, int(x0 * scale) - 3):int(x1 * scale) + 4] = False
    a = np.asarray(image)
    canvas = np.zeros((size, size, 3), np.uint8)
    mask = np.ones((size, size), bool)
    x, y = (rng.randint(0, a.shape[1] - size) if a.shape[1] > size else 0), (rng.randint(0, a.shape[0] - size) if a.shape[0] > size else 0)
    part = a[y:y + size, x:x + size]
    canvas[:part.shape[0], :part.shape[1]] = part
    mask[:part.shape[0], :part.shape[1]] = keep[y:y + size, x:x + size]
    if rng.random() < 0.3:
        canvas, mask = canvas[:, ::-1].copy(), mask[:, ::-1].copy()
    if rng.random() < 0.12:
        canvas = 255 - canvas
    if rng.random() < 0.3:
        canvas = np.clip(canvas.astype(np.float32) * rng.uniform(0.4, 1.5) + rng.uniform(-40, 40), 0, 255).astype(np.uint8)
    return canvas, mask


class Synth:
    """An endless source of (picture uint8 HxWx3, ink uint8 HxW, counts bool HxW)."""

    def __init__(self, train_folder, list_folder, seed, held_out=False, size=320):
        self.rng = random.Random(seed)
        rows = load_backgrounds(train_folder)
        self.rows = [r for i, r in enumerate(rows) if (i % 12 == 0) == held_out]
        self.words = load_words(list_folder)
        self.writer = Writer(held_out)
        self.size = size
        self.cache = {}

    def make(self):
        rng = self.rng
        canvas, counts = (drawn_background(rng, self.size), np.ones((self.size, self.size), bool)) if rng.random() < 0.18 else crop_background(rng, self.rows, self.size, self.cache)
        image = Image.fromarray(canvas)
        if rng.random() < 0.5:
            draw_graphics(image, rng)
        canvas = np.asarray(image).copy()
        ink = np.zeros(canvas.shape[:2], np.uint8)
        lines = 0 if rng.random() < 0.25 else rng.randint(1, 9)
        for _ in range(lines):
            height = rng.choice((rng.uniform(6, 9), rng.uniform(6.5, 12), rng.uniform(9, 18), rng.uniform(12, 30), rng.uniform(20, 44)))
            mask = self.writer.mask(line_of_text(rng, self.words), height, rng)
            if mask is not None and mask.size > 4:
                put_text(canvas, ink, mask, rng)
        return self.finish(canvas), ink, counts

    def finish(self, canvas):
        rng = self.rng
        image = Image.fromarray(canvas)
        if rng.random() < 0.12:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9)))
        if rng.random() < 0.15:
            a = np.asarray(image).astype(np.float32) + np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(2, 14), (self.size, self.size, 1))
            image = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
        if rng.random() < 0.45:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=rng.randint(35, 95))
            image = Image.open(buffer).convert("RGB")
        if rng.random() < 0.5:
            image = image.convert("L").convert("RGB")
        return np.asarray(image)
