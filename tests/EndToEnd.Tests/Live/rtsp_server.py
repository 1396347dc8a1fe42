"""An RTSP server for tests, on GStreamer's own: serves H.264 streams as they are, over and over, and takes published ones.

usage: rtsp_server.py PORT [--user USER --password PASSWORD] NAME=FILE@FPS|NAME=FILE@CODEC|NAME=FILE@keep ...

/NAME   plays FILE (H.264 byte stream with access unit delimiters), digest login if a user is given;
        FILE@aac and FILE@pcma play a Matroska file once, with its sound
/out/NAME  with FILE@keep: takes picture and PCMA sound and keeps the sound in FILE
/out/X  takes what is published (RECORD) for X in a, b, c, d, and X-original beside it, digest login if a user is given
/view/X plays what /out/X takes, digest login if a user is given
Prints "ready" when it listens. Ends with its parent.
"""
import argparse
import os
import re
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

CAPS = "video/x-h264,stream-format=byte-stream,alignment=au"
PLAYER = f"( appsrc name=src is-live=true format=time caps={CAPS} ! rtph264pay name=pay0 pt=96 config-interval=-1 )"


SOUND = {"aac": "aacparse ! rtpmp4gpay", "pcma": "rtppcmapay"}
CLIP = "( filesrc location={0} ! matroskademux name=d d. ! queue ! h264parse ! rtph264pay name=pay0 config-interval=-1 d. ! queue ! {1} name=pay1 pt=97 )"

KEEPER = "( rtph264depay name=depay0 ! fakesink async=false rtppcmadepay name=depay1 ! filesink async=false buffer-mode=2 location={0} )"


def access_units(path):
    data = open(path, "rb").read()
    starts = [m.start() for m in re.finditer(rb"\x00\x00\x00\x01\x09", data)] + [len(data)]
    return [data[a:b] for a, b in zip(starts, starts[1:])]


class Feeder(threading.Thread):
    """Pushes access units into one media until it is unprepared."""

    def __init__(self, source, units, stop):
        super().__init__(daemon=True)
        self.source, self.units, self.stop = source, units, stop

    def run(self):
        begun = None
        for unit in self.units(self.stop):
            begun = begun or time.monotonic()
            buffer = Gst.Buffer.new_wrapped(unit)
            # Not appsrc's do-timestamp: before the media plays, that is the machine's uptime, and nobody waits that long.
            buffer.pts = int((time.monotonic() - begun) * Gst.SECOND)
            # While the media changes its state, nothing is taken: that is no reason to give up for good.
            while self.source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                if self.stop.wait(.05):
                    return
            if self.stop.is_set():
                return


def looped(path, fps):
    units = access_units(path)

    def generate(stop):
        begun, number = time.monotonic(), 0
        while not stop.is_set():
            time.sleep(max(0, begun + number / fps - time.monotonic()))
            yield units[number % len(units)]
            number += 1

    return generate


class Relay:
    """What was published last, for those who look."""

    def __init__(self):
        self.condition, self.units, self.count = threading.Condition(), [], 0

    def take(self, sink):
        buffer = sink.emit("pull-sample").get_buffer()
        unit = buffer.extract_dup(0, buffer.get_size())
        with self.condition:
            if not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT):
                self.units = []
            self.units.append(unit)
            self.count += 1
            self.condition.notify_all()
        return Gst.FlowReturn.OK

    def generate(self, stop):
        with self.condition:
            waiting, seen = list(self.units), self.count
        while not stop.is_set():
            yield from waiting
            with self.condition:
                self.condition.wait_for(lambda: self.count > seen, timeout=1)
                waiting, seen = self.units[max(0, len(self.units) - (self.count - seen)):] if self.count > seen else [], self.count


def player(units):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PLAYER)
    factory.set_shared(True)

    def configure(_, media):
        stop = threading.Event()
        source = media.get_element().get_child_by_name("src")
        media.connect("unprepared", lambda _: stop.set())
        # Before anybody plays: the description of the stream is made from its first data.
        Feeder(source, units, stop).start()

    factory.connect("media-configure", configure)
    return factory


def clip(path, codec):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(CLIP.format(path, SOUND[codec]))
    return factory


def recorder(relay):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(f"( rtph264depay name=depay0 ! {CAPS} ! appsink name=sink emit-signals=true sync=false )")
    factory.set_transport_mode(GstRtspServer.RTSPTransportMode.RECORD)
    factory.connect("media-configure", lambda _, media: media.get_element().get_child_by_name("sink").connect("new-sample", relay.take))
    return factory


def keeper(path):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(KEEPER.format(path))
    factory.set_transport_mode(GstRtspServer.RTSPTransportMode.RECORD)
    return factory


def guard(server, factories, user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "user")
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    for factory in factories:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("user", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
        permissions.add_permission_for_role("user", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
        factory.set_permissions(permissions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("streams", nargs="*")
    options = parser.parse_intermixed_args()
    parent = os.getppid()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(options.port)
    factories = {}
    for stream in options.streams:
        name, place = stream.split("=", 1)
        path, kind = place.rsplit("@", 1)
        if kind == "keep":
            factories["/out/" + name] = keeper(path)
            continue
        factories["/" + name] = clip(path, kind) if kind in SOUND else player(looped(path, float(kind)))
    for name in (letter + part for letter in "abcd" for part in ("", "-original")):
        relay = Relay()
        factories["/out/" + name] = recorder(relay)
        factories["/view/" + name] = player(relay.generate)
    if options.user:
        guard(server, factories.values(), options.user, options.password)
    mounts = server.get_mount_points()
    for path, factory in factories.items():
        mounts.add_factory(path, factory)
    if not server.attach(None):
        sys.exit(f"port {options.port} is taken")
    # Not the kernel's signal on the parent's death: it comes when the thread that started this one ends.
    GLib.timeout_add(500, lambda: os.getppid() == parent or os._exit(0))
    print("ready", flush=True)
    GLib.MainLoop().run()


main()
