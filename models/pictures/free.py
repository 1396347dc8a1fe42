#!/usr/bin/python3
"""Makes the model card's picture free.jpg: free pictures in gray, as the program colors them, and as they are.

Needs the Debian packages python3-opencv and python3-skimage. Usage: models/pictures/free.py [PROGRAM]; PROGRAM is
./run.sh of this repository where none is named.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
import skimage.data

HEIGHT, GAP, FOLDER = 150, 6, Path(__file__).resolve().parent
ROWS = [["astronaut", "chelsea"], ["coffee", "retina"], ["rocket"]]


def triple(name, program, folder):
    """One picture three times, side by side."""
    truth = getattr(skimage.data, name)()[..., ::-1]
    gray, colored = folder / f"{name}.png", folder / f"{name}.color.png"
    cv2.imwrite(str(gray), cv2.cvtColor(truth, cv2.COLOR_BGR2GRAY))
    subprocess.run([program, "colorize", gray, "-o", colored, "--quiet"], check=True)
    width = round(truth.shape[1] * HEIGHT / truth.shape[0])
    return np.hstack([
        cv2.resize(picture, (width, HEIGHT), interpolation=cv2.INTER_AREA)
        for picture in (cv2.imread(str(gray)), cv2.imread(str(colored)), truth)
    ])


def main():
    """Lays the rows out over each other."""
    program = sys.argv[1] if len(sys.argv) > 1 else FOLDER.parents[1] / "run.sh"
    with tempfile.TemporaryDirectory() as folder:
        rows = [[triple(name, program, Path(folder)) for name in row] for row in ROWS]
    gap = np.zeros((HEIGHT, GAP, 3), np.uint8)
    lines = [np.hstack([piece for picture in row for piece in (picture, gap)][:-1]) for row in rows]
    width = max(line.shape[1] for line in lines)
    lines = [np.pad(line, ((0, GAP), (0, width - line.shape[1]), (0, 0))) for line in lines]
    cv2.imwrite(str(FOLDER / "free.jpg"), np.vstack(lines)[:-GAP], [cv2.IMWRITE_JPEG_QUALITY, 88])


if __name__ == "__main__":
    main()
