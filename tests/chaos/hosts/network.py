"""network.py - three hosts on one machine.

With root and `ip netns` each is a network namespace on a bridge of our own,
and can be cut off without a word. Without, each is an address of the loopback
range, and cannot.

SPDX-License-Identifier: Apache-2.0
"""
import os
import random
import subprocess


def ip(*words, check=True):
    done = subprocess.run(["ip", *words], capture_output=True, text=True,
                          check=False)
    if check and done.returncode != 0:
        raise OSError(f"ip {' '.join(words)}: {done.stderr}")
    return done.returncode == 0


def can_separate():
    """Whether this machine lets us make namespaces and bridges."""
    name = f"fl{os.getpid() % 100000}t"
    if os.geteuid() != 0:
        return False
    try:
        ip("netns", "add", name)
        ip("link", "add", name, "type", "bridge")
    except OSError:
        return False
    finally:
        ip("link", "del", name, check=False)
        ip("netns", "del", name, check=False)
    return True


class Loopback:
    """Hosts that are only addresses."""

    separate = False

    def __init__(self, names):
        middle = f"127.{random.randint(64, 250)}.{random.randint(0, 250)}"
        self.gateway = f"{middle}.1"
        self.addresses = {name: f"{middle}.{11 + i}"
                          for i, name in enumerate(names)}
        self.whole = f"{middle}.0/24"

    def inside(self, _name):
        """Words before a command that is to run on that host."""
        return []

    def close(self):
        pass


class Namespaces:
    """Hosts with a network of their own. The service runs outside of them,
    at the address of the bridge."""

    separate = True

    def __init__(self, names):
        self.tag = f"fl{os.getpid() % 100000}"
        middle = f"10.{random.randint(64, 250)}.{random.randint(0, 250)}"
        self.gateway = f"{middle}.1"
        self.addresses = {name: f"{middle}.{11 + i}"
                          for i, name in enumerate(names)}
        self.whole = f"{middle}.0/24"
        ip("link", "add", self.tag, "type", "bridge")
        ip("addr", "add", f"{self.gateway}/24", "dev", self.tag)
        ip("link", "set", self.tag, "up")
        for name in names:
            self.add(name)

    def space(self, name):
        return f"{self.tag}{name}"

    def add(self, name):
        space = self.space(name)
        port = f"{space}p"
        ip("netns", "add", space)
        ip("link", "add", port, "type", "veth", "peer", "name", "eth0",
           "netns", space)
        ip("link", "set", port, "master", self.tag, "up")
        ip("-n", space, "addr", "add", f"{self.addresses[name]}/24",
           "dev", "eth0")
        ip("-n", space, "link", "set", "eth0", "up")
        ip("-n", space, "link", "set", "lo", "up")

    def inside(self, name):
        return ["ip", "netns", "exec", self.space(name)]

    def swallow(self, name, address):
        """What that host sends there vanishes, without a word to either: it
        goes to a neighbour that nobody is."""
        ip("-n", self.space(name), "neigh", "replace", address, "lladdr",
           "02:00:00:00:00:01", "nud", "permanent", "dev", "eth0")

    def let_through(self, name, address):
        ip("-n", self.space(name), "neigh", "del", address, "dev", "eth0")

    def close(self):
        for name in self.addresses:
            ip("netns", "del", self.space(name), check=False)
        ip("link", "del", self.tag, check=False)


def network(names):
    return (Namespaces if can_separate() else Loopback)(names)
