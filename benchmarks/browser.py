"""What a reader waits for and downloads, in a real browser: `python benchmarks/browser.py [--chromium PATH]`.

Starts a demonstration of its own on loopback and opens each key page in Chromium three times, with an empty
cache, as a slow phone would: CPU slowed six times, 400 kbit/s down, 400 ms for every round trip. Prints the
median of LCP (ms) and CLS, then the bytes of the first load, the requests, the bytes of scripts, and the
bytes without JavaScript; last what the server took for the first byte (ms), without the slow line: on a busy
machine that is not the page's. Each page is asked for a few times first, so that every thread of the server
has its connection and its statements: the first ten pages after a start take about 0.1 s more. Budgets: LCP
1,500 ms, CLS 0.05, 60 kB, 8 requests, 30 kB, 25 kB. Exit code 1 where a page is over.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU = 6
BUDGETS = (1500.0, 0.05, 60.0, 8, 30.0, 25.0)
WATCH = """() => {
  window.lcp = 0; window.cls = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) window.lcp = one.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.cls += one.value; })
    .observe({type: 'layout-shift', buffered: true});
}"""

FIRST_BYTE = "performance.getEntriesByType('navigation')[0].responseStart"


@dataclass(frozen=True)
class Seen:
    """One load of one page; sizes in bytes."""

    lcp: float
    cls: float
    sizes: tuple[tuple[str, int], ...]
    first_byte: float

    @property
    def kilobytes(self) -> float:
        return sum(size for _kind, size in self.sizes) / 1000

    @property
    def scripts(self) -> float:
        return sum(size for kind, size in self.sizes if kind == "script") / 1000


def signed_in(browser: Browser, address: str, who: str, **how: object) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, **how).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/made-up-people/")
    page.locator(f"form[action$='/{who}'] button").click()
    page.wait_for_url(f"{address}/")
    return page


def opened(page: Page, address: str, *, slow: bool) -> Seen:
    """The page with an empty cache, looked at until it has been quiet for a second."""
    sizes: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append((request.resource_type, request.sizes()["responseBodySize"])),
    )
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if slow:
        client.send("Network.emulateNetworkConditions", SLOW)
        client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        page.add_init_script(f"({WATCH})()")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    lcp, cls = page.evaluate("[window.lcp, window.cls]") if slow else (0.0, 0.0)
    first_byte = page.evaluate(FIRST_BYTE) if slow else 0.0
    return Seen(lcp, cls, tuple(sizes), first_byte)


WARM = 24
"""Requests, three for each of the server's threads."""


def warmed(browser: Browser, address: str, path: str, who: str) -> None:
    page = signed_in(browser, address, who)
    for _ in range(WARM):
        page.request.get(address + path)
    page.context.close()


def row(browser: Browser, address: str, path: str, who: str, times: int) -> tuple[float, ...]:
    """(LCP ms, CLS, kB, requests, kB of scripts, kB without scripts, server ms), medians of several loads."""
    warmed(browser, address, path, who)
    loads = []
    for _ in range(times):
        page = signed_in(browser, address, who)
        loads.append(opened(page, address + path, slow=True))
        page.context.close()
    bare = signed_in(browser, address, who, java_script_enabled=False)
    without = opened(bare, address + path, slow=False)
    bare.context.close()
    return (
        statistics.median(one.lcp for one in loads),
        statistics.median(one.cls for one in loads),
        loads[0].kilobytes,
        len(loads[0].sizes),
        loads[0].scripts,
        without.kilobytes,
        statistics.median(one.first_byte for one in loads),
    )


def key_pages(browser: Browser, address: str) -> list[tuple[str, str, str]]:
    """(name, path, who) of the pages that people meet first and most."""
    page = signed_in(browser, address, "ines")
    page.goto(f"{address}/my-choices")
    links = page.locator("main a[href$='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    choice = next(one for one in links if "/choices/" in one and page.request.get(f"{address}{one}note/1").ok)
    page.context.close()
    return [
        ("home", "/", "ines"),
        ("the choice: pictures and tables", choice, "ines"),
        ("what matters", f"{choice}what-matters", "ines"),
        ("the talk", f"{choice}talk", "ines"),
        ("the note", f"{choice}note/1", "ines"),
        ("the note in plain words", f"{choice}note/1/plain", "ines"),
        ("ask", "/ask/", "ines"),
        ("worklist of a clinician", "/", "mei"),
    ]


def demonstration(port: int, home: str) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-m", "alongside.config.command_line.main", "demo", "--port", str(port)],
        env={**os.environ, "ALONGSIDE_HOME": home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
            return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("The demonstration did not start.")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    asked.add_argument("--times", type=int, default=3)
    wanted = asked.parse_args()
    over = False
    with tempfile.TemporaryDirectory(prefix="alongside-browser-") as home:
        port = free_port()
        server = demonstration(port, home)
        address = f"http://127.0.0.1:{port}"
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=wanted.chromium, args=FLAGS)
                print("| page | LCP ms | CLS | kB | requests | kB scripts | kB without scripts | server ms |")
                print("|---|---|---|---|---|---|---|---|")
                for name, path, who in key_pages(browser, address):
                    found = row(browser, address, path, who, wanted.times)
                    over = over or any(seen > most for seen, most in zip(found, BUDGETS, strict=False))
                    lcp, cls, whole, requests, scripts, without, first = found
                    print(
                        f"| {name} | {lcp:.0f} | {cls:.3f} | {whole:.1f} | {requests:.0f} "
                        f"| {scripts:.1f} | {without:.1f} | {first:.0f} |",
                        flush=True,
                    )
                browser.close()
        finally:
            server.terminate()
            server.wait(60)
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
