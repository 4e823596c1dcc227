"""The same as programs/c/per-call.c, with Python's select.epoll: answers "measure iterations" with nanoseconds per iteration."""

import functools
import json
import os
import platform
import resource
import select
import sys
import time

FULL = 19_900
MANY = 10_000
BATCH = 9_950
MASK = select.EPOLLIN | select.EPOLLRDHUP


def eventfd(value):
    """os.eventfd needs Python 3.10."""
    return os.eventfd(value, os.EFD_NONBLOCK | os.EFD_CLOEXEC)


@functools.cache
def ready(count):
    """Descriptor numbers are reused: a registration lives as long as its open file does."""
    poller = select.epoll()
    while count > 0:
        file = eventfd(1)
        numbers = [os.dup(file) for _ in range(min(count, BATCH))]
        for fd in numbers:
            poller.register(fd, MASK)
        for fd in numbers:
            os.close(fd)
        count -= len(numbers)
    return poller


def fetching(expected):
    def measure(iterations):
        poller = ready(expected)
        for _ in range(iterations):
            events = poller.poll(0, 20_000)
            if len(events) != expected:
                raise RuntimeError(f"{len(events)} events instead of {expected}")
            total = 0
            for fd, _mask in events:
                total += fd

    def run(iterations):
        ready(expected)  # created on first use, before the clock starts
        return timed(measure)(iterations)

    return run


def timed(measure):
    def run(iterations):
        start = time.perf_counter_ns()
        measure(iterations)
        return (time.perf_counter_ns() - start) / iterations

    return run


def main():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    empty = ready(0)
    changing = eventfd(0)

    @functools.cache
    def duplicates():
        return [os.dup(changing) for _ in range(MANY)]

    def change(iterations):
        for _ in range(iterations):
            empty.register(changing, MASK)
            empty.unregister(changing)

    def modify(iterations):
        for _ in range(iterations):
            empty.modify(changing, MASK)

    def modifying(iterations):
        empty.register(changing, MASK)
        taken = timed(modify)(iterations)
        empty.unregister(changing)
        return taken

    def register(iterations):
        total = 0
        many = duplicates()
        for _ in range(iterations):
            start = time.perf_counter_ns()
            for fd in many:
                empty.register(fd, MASK)
            total += time.perf_counter_ns() - start
            for fd in many:
                empty.unregister(fd)
        return total / iterations

    measures = {
        "empty": fetching(0),
        "one": fetching(1),
        "few": fetching(64),
        "full": fetching(FULL),
        "change": timed(change),
        "modify": modifying,
        "register": register,
    }
    print(json.dumps({"about": f"Python {platform.python_version()}"}), flush=True)
    for line in sys.stdin:
        name, iterations = line.split()
        run = measures.get(name)
        print(json.dumps(run and run(int(iterations))), flush=True)


main()
