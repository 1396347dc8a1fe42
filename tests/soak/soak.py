#!/usr/bin/python3
"""Lets the service run while its cameras drop out, stall and come back, and watches what it holds.

usage: tests/soak/soak.py SECONDS [PROGRAM]

Four feeds of a real RTSP server (GStreamer's) and of a file go to a playlist, a recording and a published stream. Every
20 s the server is killed or stopped for a while. Each 10 s a line: resident memory, the managed heap in it, threads, file
descriptors, child processes, frames in, out, dropped. At the end the sums must be exact and nothing may have grown; else the exit code is 1.
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = ROOT / "tests/EndToEnd.Tests/Live/rtsp_server.py"
# Growth that is allowed from the first third of the run to the last. Memory warms up in the first minutes: code is
# compiled, the youngest generation of the heap is used for the first time. Long runs are looked at from then on.
WARM_UP = 300
GROWTH = {"memory": 1.3, "heap": 1.3, "threads": 1.1, "descriptors": 1.1}
GROWTH_WHEN_WARM = {**GROWTH, "memory": 1.05}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


CAMERA, TARGET, PORT = free_port(), free_port(), free_port()


def start_server(port, *streams):
    server = subprocess.Popen(["/usr/bin/python3", str(SERVER), str(port), *streams], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    server.stdout.readline()
    return server


def config(folder, clip):
    # Frames no larger than the pictures: buffers that are there but never touched would stand in the heap's figure.
    encoder = "maxWidth: 320, maxHeight: 180, encoder: {preset: ultrafast, keyInterval: 1s}"
    return f"""
http: {{port: {PORT}}}
model: {ROOT}/tests/assets/tiny-bundle
device: cpu
threads: 1
feeds:
  - {{name: a, source: 'rtsp://127.0.0.1:{CAMERA}/cam', stallTimeout: 3s, {encoder}, sinks: [{{type: hls, folder: {folder}/a}}]}}
  - {{name: b, source: 'rtsp://127.0.0.1:{CAMERA}/cam', stallTimeout: 3s, colorize: always, {encoder}, sinks: [{{type: recording, folder: {folder}/b, segment: 10s, keepBytes: 2MB, original: on}}]}}
  - {{name: c, source: 'rtsp://127.0.0.1:{CAMERA}/cam', stallTimeout: 3s, colorize: always, {encoder}, sinks: [{{type: rtsp, url: 'rtsp://127.0.0.1:{TARGET}/out/a'}}]}}
  - {{name: d, source: {clip}, loop: on, colorize: always, maxRate: 10, {encoder}, sinks: [{{type: hls, folder: {folder}/d}}]}}
"""


def held(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    field = lambda name: int(next(line for line in status.splitlines() if line.startswith(name)).split()[1])
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True).stdout.split()
    return field("VmRSS") // 1024, managed(), field("Threads"), len(os.listdir(f"/proc/{process}/fd")), len(children)


def managed():
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=10) as answer:
        line = next(line for line in answer.read().decode().splitlines() if line.startswith("dotnet_total_memory_bytes "))
    return int(float(line.split()[1])) >> 20


def feeds():
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/feeds", timeout=10) as answer:
        return json.load(answer)


def run(seconds, program, folder):
    clip, stream = f"{folder}/clip.mp4", f"{folder}/cam.h264"
    source = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=5", "-vf", "format=gray,format=yuv420p", "-c:v", "libx264"]
    subprocess.run([*source, clip], check=True)
    subprocess.run([*source, "-bf", "0", "-g", "10", "-x264-params", "aud=1", "-f", "h264", stream], check=True)
    path = pathlib.Path(folder, "soak.yaml")
    path.write_text(config(folder, clip))
    camera, target = start_server(CAMERA, f"cam={stream}@10"), start_server(TARGET)
    log = open(f"{folder}/log", "w")
    service = subprocess.Popen([program, "serve", "-c", str(path)], stderr=log)
    rows, begun, disturbance = [], time.monotonic(), 0
    print("   s    MiB  heap threads  fds children      in     out dropped  reconnects  trouble", flush=True)
    try:
        while (passed := time.monotonic() - begun) < seconds:
            time.sleep(10)
            trouble = ""
            disturbance += 1
            if disturbance % 6 == 2:
                camera.kill(), camera.wait()
                trouble = "camera killed"
            elif disturbance % 6 == 3:
                camera = start_server(CAMERA, f"cam={stream}@10")
                trouble = "camera back"
            elif disturbance % 6 == 4:
                camera.send_signal(signal.SIGSTOP)
                trouble = "camera silent"
            elif disturbance % 6 == 5:
                camera.send_signal(signal.SIGCONT)
                trouble = "camera speaks"
            state = feeds()
            total = [sum(feed[key] for feed in state) for key in ("decoded", "out", "dropped", "reconnects")]
            rows.append(held(service.pid))
            print("%4d %6d %5d %7d %4d %8d %7d %7d %7d %11d  %s" % (passed, *rows[-1], *total, trouble), flush=True)
    finally:
        for server in (camera, target):
            server.kill()
    # Without cameras nothing is on its way: every frame that came in went out or was dropped.
    time.sleep(8)
    state = [feed for feed in feeds() if feed["name"] != "d"]
    inexact = [feed["name"] for feed in state if feed["decoded"] != feed["out"] + feed["dropped"]]
    service.terminate()
    code = service.wait(60)
    is_long = seconds >= 3 * WARM_UP
    seen, growth = (rows[WARM_UP // 10:], GROWTH_WHEN_WARM) if is_long else (rows, GROWTH)
    third = max(1, len(seen) // 3)
    grown = [name for i, name in enumerate(growth)
             if len(seen) >= 6 and sum(row[i] for row in seen[-third:]) > growth[name] * sum(row[i] for row in seen[:third])]
    print(f"exit code {code}; sums {'exact' if not inexact else 'wrong: ' + ', '.join(inexact)}; {'nothing grew' if not grown else 'grown: ' + ', '.join(grown)}")
    if code or inexact or grown:
        print(pathlib.Path(folder, "log").read_text()[-4000:])
    return 1 if code or inexact or grown else 0


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    program = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "src/StreamColorizer/bin/Release/net10.0/streamcolorizer")
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(int(sys.argv[1]), program, folder))


main()
