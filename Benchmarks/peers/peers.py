"""Speed and finds of what a Python user would otherwise install, over made documents (JSON lines of ReadingBenchmark).

usage: peers.py NAME FILE       one of PEERS; CPU seconds of one core, loading and a short warm-up apart
Prints: name, megabytes a CPU second, share of the written amounts (or days) that it found, peak megabytes of memory.
"""
import json
import os
import pathlib
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[variable] = "1"
LISTINGS = pathlib.Path(__file__).parent / "../../Sources/Lexicon/names/listings.tsv"
TODAY = {"year": 2025, "month": 11, "day": 3}
ENDS = "。！？!?\n"


def sentences(text):
    start = 0
    for place, character in enumerate(text):
        if character in ENDS:
            if text[start : place + 1].strip():
                yield text[start : place + 1]
            start = place + 1
    if text[start:].strip():
        yield text[start:]


def dictionary():
    """Chinese and English names of the listed companies, in one automaton."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for line in LISTINGS.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 7:
            continue
        for name in [*fields[3:6], *fields[6].split(";")]:
            if len(name) > 2 and name[0] not in "!~":
                automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def jionlp_money():
    import jionlp

    return lambda text: sum(len(jionlp.ner.extract_money(s, with_parsing=True) or []) for s in sentences(text))


def jionlp_time():
    import jionlp

    def find(text):
        return sum(len(jionlp.ner.extract_time(s, time_base=TODAY, with_parsing=True) or []) for s in sentences(text))

    return find


def recognizers_currency():
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    model = NumberWithUnitRecognizer("zh-cn").get_currency_model()
    return lambda text: sum(len(model.parse(s)) for s in sentences(text))


def rjieba():
    import rjieba

    return lambda text: len(rjieba.cut(text)) and 0


def opencc():
    import opencc

    converter = opencc.OpenCC("t2s")
    return lambda text: len(converter.convert(text)) and 0


def composite():
    """Script, sentences, names, money, time and a lexicon's sentiment: the pipeline that a user would put together."""
    import jionlp
    import opencc

    converter, names = opencc.OpenCC("tw2sp"), dictionary()
    mood = jionlp.sentiment.LexiconSentiment()

    def run(text):
        found = 0
        for sentence in jionlp.split_sentence(converter.convert(text)):
            list(names.iter_long(sentence))
            found += len(jionlp.ner.extract_money(sentence, with_parsing=True) or [])
            jionlp.ner.extract_time(sentence, time_base=TODAY, with_parsing=True)
            mood(sentence)
        return found

    return run


PEERS = {f.__name__: f for f in (opencc, rjieba, jionlp_money, jionlp_time, recognizers_currency, composite)}
COUNTS = {"jionlp_money": "money", "recognizers_currency": "money", "composite": "money", "jionlp_time": "day"}
WARM_UP = 3
# The slowest need minutes for a megabyte; after so many seconds what they have done is enough to know.
MOST_SECONDS = 20


def main(name, path):
    run = PEERS[name]()
    documents = [json.loads(line) for line in open(path, encoding="utf-8")]
    for document in documents[:WARM_UP]:
        run(document["body"])
    found = size = written = 0
    start = time.process_time()
    for document in documents:
        found += run(document["body"])
        size += len(document["body"].encode())
        written += int(document["metadata"][COUNTS[name]]) if name in COUNTS else 0
        if time.process_time() - start > MOST_SECONDS:
            break
    seconds = time.process_time() - start
    share = f"{100 * found / written:.0f} %" if written else "-"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<24} {size / 1e6 / seconds:9.3f} MB/s {share:>8} found {memory:6d} MB")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        sys.exit(__doc__ + "       NAME is one of " + " ".join(PEERS))
    main(sys.argv[1], sys.argv[2])
