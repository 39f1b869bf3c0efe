"""Benchmarks/hostile.py TAPEREADER [MEGABYTES]: texts made to cost more than they are worth through `tapereader analyze`.

Each is one article of so many megabytes (8, as much as a record may hold). It must end by itself within its seconds of
CPU and its memory, with events or with the line that says why there are none: never with a crash.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

MOST_SECONDS, MOST_MEGABYTES = 60, 4000
PAGE = "<html><body><article>%s</article></body></html>"


def fill(piece, size):
    """`piece` again and again, up to `size` bytes."""
    return piece * (size // len(piece.encode()))


def numbered(piece, size):
    """The same about ever new numbers."""
    count = size // len(piece.format(1_000_000).encode())
    return "".join(piece.format(number) for number in range(count))


def texts(size):
    """Name, ending of the file, what it holds."""
    for name, piece in [
        ("digits, one line", "7"), ("letters, one line", "a"), ("同, one line", "同"), ("the, repeated", "the "),
        ("commas", ","), ("full-width commas", "，"), ("full stops", "。"), ("percent signs", "%"), ("3%", "3%"),
        ("round brackets open", "("), ("brackets of all kinds", "([{（【《“"), ("brackets that match", "()[]（）"),
        ("straight quotes", '"'), ("curled quotes", "“”"), ("line breaks", "\n"), ("one letter a line", "a\n"),
        ("one name", "英伟达"), ("one name, listed", "英伟达、"), ("one Latin name", "NVIDIA "), ("tickers", "$NVDA "),
        ("codes in brackets", "(02652.HK)"), ("days", "9月27日"), ("years", "2025/2026/"), ("times", "10:30"),
        ("amounts", "100亿美元"), ("places", "第二、"), ("places without 第", "二、"),
        ("Chinese digits, all small", "二三四"), ("digits with commas", "1,"), ("Chinese digits", "一"), ("dots", "…"),
        ("legal names", "某某科技有限公司"), ("statements", "英伟达投资OpenAI 1亿美元。"),
        ("statements without end", "英伟达投资OpenAI 1亿美元，"), ("speech", "他表示，“英伟达上涨3%”，"),
        ("statements in English", "Nvidia invests $1 billion in OpenAI. "), ("lines of a table", "营收\t1\t2\n"),
        ("combining marks", "e\u0301"), ("blanks of no width", "英\u200b"), ("emoji", "👩‍👩‍👧"),
    ]:  # fmt: skip
        yield name, "txt", fill(piece, size)
    for name, piece in [
        ("statements, all different", "英伟达投资OpenAI {}亿美元。"), ("figures, all different", "英伟达上涨{}%，"),
        ("names, all different", "第{}号科技有限公司、"), ("Latin names, all different", "Corp{} Inc, "),
    ]:
        yield name, "txt", numbered(piece, size)
    depth = size // 11
    yield "HTML nested as deep as it is long", "html", "<div>" * depth + "英伟达上涨3%。" + "</div>" * depth
    yield "HTML nested 100,000 deep", "html", "<b>" * 100_000 + fill("英伟达上涨3%。", size) + "</b>" * 100_000
    yield "HTML never closed", "html", fill("<table><tr><td><p><a href=x>", size)
    yield "a table of cells", "html", PAGE % ("<table><tr>" + fill("<td>3%</td>", size) + "</tr></table>")
    yield "a table of rows", "html", PAGE % ("<table>" + fill("<tr><td>营收</td><td>3%</td></tr>", size) + "</table>")
    yield "entities", "html", PAGE % fill("&#20809;&amp;&nbsp;&hellip;", size)
    yield "entities that are none", "html", PAGE % fill("&x;&#99999999999;&", size)
    yield "attributes of one tag", "html", "<p " + numbered("a{}='x' ", size) + ">英伟达上涨3%。</p>"
    yield "comments", "html", PAGE % fill("<!-- -- > --><!---->", size)
    yield "open angle brackets", "html", fill("<", size)
    coined = [chr(0x7480 + n % 251) + chr(0x6D80 + n // 251 % 251) + chr(0x7480 + n // 63001 % 251) for n in range(size // 42)]
    named = {"article_id": "x", "title": "".join(coined), "body": "".join(name + "获得融资。" for name in coined)}
    yield "coined names under a title as long", "json", json.dumps(named, ensure_ascii=False)
    yield "JSON nested", "json", '{"article_id":"x","body":"英伟达","metadata":' + "[" * size
    yield "JSON of many keys", "json", '{"article_id":"x","body":"英伟达",' + numbered('"k{}":1,', size) + '"z":1}'
    yield "JSON of escapes", "json", '{"article_id":"x","body":"' + fill("\\u82f1\\ud83d\\ude00", size) + '"}'


def run(tapereader, path):
    """Seconds of CPU, megabytes at most, and how it ended; None where it had to be stopped or crashed."""
    with open(os.devnull) as nothing:
        limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))  # noqa: E731
        process = subprocess.Popen([tapereader, "analyze", path], stdin=nothing, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, preexec_fn=limit)
        lines, error = 0, None
        for line in process.stdout:
            lines += 1
            if lines == 1 and line.startswith(b'{"error"'):
                error = json.loads(line)["error"]
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    outcome = error or f"{lines} lines"
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, outcome


def main():
    tapereader, size = sys.argv[1], int(float(sys.argv[2]) * 1_000_000) if len(sys.argv) > 2 else 8_000_000
    failed = 0
    print(f"{'text of ' + str(size / 1e6) + ' MB':38} {'CPU s':>7} {'MB':>6}  outcome")
    with tempfile.TemporaryDirectory() as folder:
        for name, ending, text in texts(size):
            path = os.path.join(folder, "text." + ending)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            seconds, megabytes, status, outcome = run(tapereader, path)
            holds = status == 0 and megabytes <= MOST_MEGABYTES
            failed += not holds
            print(f"{name:38} {seconds:7.1f} {megabytes:6.0f}  {outcome if holds else f'FAILED, code {status}'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
