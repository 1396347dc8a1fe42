#!/usr/bin/python3
"""Makes the sample film beside this script: short-film.mkv in gray, short-film.original.mkv in its true colors.

Needs the Debian packages python3-opencv, python3-skimage, opencv-doc and ffmpeg. Usage: samples/make.py
"""
import subprocess
import tempfile
import wave
from pathlib import Path

import cv2
import numpy as np
import skimage.data

WIDTH, HEIGHT, RATE, SOUND_RATE = 640, 360, 25, 48000
FOLDER = Path(__file__).resolve().parent
PEDESTRIANS = "/usr/share/doc/opencv-doc/examples/data/vtest.avi"

# Frames, caption, picture, camera at first and last frame: center x, center y, width (parts of the picture's width).
SCENES = [
    (35, "A rocket leaves the ground", "rocket", (0.50, 0.38, 0.98), (0.52, 0.33, 0.62)),
    (35, "An espresso waits", "coffee", (0.38, 0.36, 0.74), (0.52, 0.34, 0.88)),
    (35, "A cat looks back", "chelsea", (0.50, 0.34, 0.98), (0.52, 0.32, 0.76)),
    (35, "People cross a square", None, None, None),
    (35, "An astronaut smiles", "astronaut", (0.50, 0.34, 0.98), (0.44, 0.26, 0.62)),
    (25, "The rocket again", "rocket", (0.52, 0.33, 0.62), (0.52, 0.30, 0.48)),
]
CHORDS = [(220, 277.2, 329.6), (196, 246.9, 293.7), (174.6, 220, 261.6), (196, 246.9, 329.6), (220, 261.6, 329.6), (220, 277.2, 440)]


def moves(picture, start, end, count):
    """Frames of a slow camera move over a picture: constant speed, zoom at a constant rate, 2x oversampled."""
    span = picture.shape[1]
    for t in np.linspace(0, 1, count):
        x, y = ((1 - t) * np.array(start[:2]) + t * np.array(end[:2])) * span
        scale = 2 * WIDTH / (start[2] ** (1 - t) * end[2] ** t * span)
        matrix = np.array([[scale, 0, WIDTH - scale * x], [0, scale, HEIGHT - scale * y]])
        big = cv2.warpAffine(picture, matrix, (2 * WIDTH, 2 * HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        yield cv2.resize(big, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def pedestrians(count):
    """The fixed camera's frames, from 10 to 25 a second by repetition, cut to the film's shape."""
    capture, frame, shown = cv2.VideoCapture(PEDESTRIANS), None, -1
    for index in range(count):
        while shown < 300 + index * 10 // RATE:
            _, frame = capture.read()
            shown += 1
        top = (frame.shape[0] - frame.shape[1] * HEIGHT // WIDTH) // 2
        yield cv2.resize(frame[top:frame.shape[0] - top], (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def frames():
    for count, _, name, start, end in SCENES:
        if name is None:
            yield from pedestrians(count)
        else:
            yield from moves(cv2.cvtColor(getattr(skimage.data, name)(), cv2.COLOR_RGB2BGR), start, end, count)


def clock(frame):
    return f"00:00:{frame / RATE:06.3f}"


def write_sound(path):
    """One plucked chord a scene, its notes one after the other."""
    samples = np.zeros(sum(scene[0] for scene in SCENES) * SOUND_RATE // RATE)
    first = 0
    for (count, *_), chord in zip(SCENES, CHORDS):
        for step, tone in enumerate((*chord, 2 * chord[0], chord[2], chord[1])):
            begin = (first * SOUND_RATE // RATE) + step * SOUND_RATE // 5
            time = np.arange(max(0, len(samples) - begin)) / SOUND_RATE
            note = sum(np.sin(2 * np.pi * tone * k * time) / k**2 for k in (1, 2, 3)) * np.exp(-3 * time) * np.minimum(1, time * 200)
            samples[begin:] += 0.12 * note
        first += count
    samples *= np.minimum(1, np.arange(len(samples))[::-1] / (SOUND_RATE / 2))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def write_texts(subtitles, chapters):
    """A caption and a chapter for each scene."""
    captions, marks, first = [], [";FFMETADATA1", "title=A short film"], 0
    for number, (count, caption, *_) in enumerate(SCENES, 1):
        begin, end = clock(first).replace(".", ","), clock(first + count - 2).replace(".", ",")
        captions.append(f"{number}\n{begin} --> {end}\n{caption}\n")
        marks += ["[CHAPTER]", f"TIMEBASE=1/{RATE}", f"START={first}", f"END={first + count}", f"title={caption}"]
        first += count
    subtitles.write_text("\n".join(captions))
    chapters.write_text("\n".join(marks) + "\n")


def encode(work, output, filters, crf):
    """Limited range, BT.601, declared as such."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", f"{WIDTH}x{HEIGHT}"]
    command += ["-framerate", str(RATE), "-i", "-", "-i", work / "sound.wav", "-i", work / "captions.srt", "-i", work / "chapters"]
    command += ["-map", "0:v", "-map", "1:a", "-map", "2:s", "-map_metadata", "3", "-map_chapters", "3", "-metadata:s:s:0", "language=eng"]
    command += ["-vf", f"scale=out_color_matrix=bt601:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p{filters}"]
    command += ["-c:v", "libx264", "-preset", "veryslow", "-crf", str(crf), "-threads", "1"]
    command += ["-color_range", "tv", "-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]
    command += ["-c:a", "aac", "-b:a", "80k", "-c:s", "subrip", "-fflags", "+bitexact", output]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:
        for frame in frames():
            ffmpeg.stdin.write(frame.tobytes())
        ffmpeg.stdin.close()
    if ffmpeg.returncode:
        raise SystemExit(f"ffmpeg ended with exit code {ffmpeg.returncode} while it wrote {output}.")


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_sound(work / "sound.wav")
        write_texts(work / "captions.srt", work / "chapters")
        encode(work, FOLDER / "short-film.mkv", ",lutyuv=u=128:v=128", 20)
        encode(work, FOLDER / "short-film.original.mkv", "", 20)


if __name__ == "__main__":
    main()
