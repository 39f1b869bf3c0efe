#!/usr/bin/env python3
"""Builds the table of listings (Sources/Lexicon/names/listings.tsv) from JSON lines.

usage: build-catalogue.py LISTINGS.jsonl --words DICT --common Sources/Lexicon/names/common.words > Sources/Lexicon/names/listings.tsv

One object a line: ticker (600036.SH, 00700.HK, 2330.TW, 8299.TWO, 7203.T, 005930.KS, NVDA), zh_hans, zh_hant, en (any may
be null), aliases (list), market. Rows of one company are joined by their names. DICT is a word list, `word count` a line
(such as jieba's dict.txt): a name that is a word of the language is marked as needing evidence, and so is an English name of
one word that stands in the list of common words.
Only facts (names and tickers) are kept. The output is sorted and the same for the same input.
"""
import argparse, collections, json, re, sys, unicodedata

MIC = {'SH': 'XSHG', 'SZ': 'XSHE', 'BJ': 'BJSE', 'HK': 'XHKG', 'TW': 'XTAI', 'TWO': 'ROCO', 'T': 'XTKS', 'KS': 'XKRX', 'KQ': 'XKOS'}
COUNTRY = {'XSHG': 'CN', 'XSHE': 'CN', 'BJSE': 'CN', 'XTAI': 'TW', 'ROCO': 'TW', 'XTKS': 'JP', 'XKRX': 'KR', 'XKOS': 'KR', 'XXXX': 'US'}
ORDER = ['XSHG', 'XSHE', 'BJSE', 'XHKG', 'XTAI', 'ROCO', 'XTKS', 'XKRX', 'XKOS', 'XXXX']
LEGAL_ZH = re.compile(r'(股份有限公司|集团有限公司|集團有限公司|有限责任公司|有限責任公司|有限公司|股份公司)$')
LEGAL_EN = re.compile(r'[\s,]+(incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|lp|l\.p|n\.v|nv|s\.a|sa|ag|se|oyj|asa|ab|publ|trust|kk|kabushiki kaisha|bhd|tbk|pt)\.?$', re.I)
PAPER = re.compile(r'\b(WARRANTS?|WARRT|WTS?|UNITS?|RIGHTS?|RTS?|PREF|PFD|PREFERRED|NOTES?|DEBENTURES?|DEB|BOND|SR\.?NTS|% |DEP(OSITARY|\.)? ?SHS|EXP \d|REIT\.PREF|SUB\.NTS)\b', re.I)
TAIL = re.compile(r"\s*(\(OTC\)|\((NYS|NAS|ASE|BER|FRA|XSC|XET)\)|\bUNSP(ONSORED)?\.?\s*ADR.*|\bSPN\.?\s*ADR.*|\bSPON\.?\s*ADR.*|\bADR\b.*|\bADS\b.*|\s[12]:\d+\s*$|\bCL(ASS|\.)? ?'?[A-C]'?$|\s'[A-C]'$|\s[A-C]$|/ADR$|/ADR/$)", re.I)
FUND = re.compile(r'\b(ETF|ETN|FUND|INDEX FUND|TRUST SERIES|ISHARES|PROSHARES|DIREXION|SPDR|INVESCO QQQ)\b|ETF', re.I)
SMALL = {'us', 'usa', 'uk', 'ai', 'it', 'ev', 'tv', 'hk'}
ENGLISH = set('''a an the of and for in on at by to from new first one two three big global general national american united international world data
digital energy power health life home food water oil gas gold silver metal metals mining steel bank banks financial finance capital credit trust
insurance group holdings technologies technology tech systems solutions services service software networks network media entertainment games
pharma pharmaceuticals therapeutics biosciences medical sciences science resources industries industrial products materials chemical motors motor auto
automotive airlines air marine shipping logistics transport rail express retail stores store brands foods beverage restaurants hotels resorts
properties property realty estate land development construction engineering electric electronics electronic semiconductor semiconductors
telecom communications wireless mobile cloud online internet web net security secure star sun sky blue red green black white summit
premier prime select choice target gap block square match snap box unity open door dash lift lyft uber visa express discover progressive
travel leaders southern northern western eastern pacific atlantic china asia europe japan korea india taiwan hong kong singapore america africa
canada australia value growth income equity bond market markets stock stocks fund funds index total return future futures best buy shop core
key lead smart nova alpha beta omega delta sigma apex focus vision insight impact momentum catalyst bridge gate gateway harbor port river
ocean lake mountain forest tree leaf root seed stone rock iron copper lithium uranium nuclear solar wind hydrogen carbon clean pure natural
organic fresh good great grand royal crown king queen eagle lion tiger bear bull wolf fox falcon phoenix dragon orion titan atlas hunter arm
meta apple oracle intel amazon alphabet shell ball ford general dollar tree family dynamics century legacy heritage pioneer frontier
horizon vista view point park place house garden city town village country state federal central union liberty freedom independence patriot
advance auto parts line lines link links connect direct access plus max pro go now next up out over under high low fast quick rapid swift
light bright clear true real ideal perfect simple easy fun play sport sports fit body mind care cure heal well bio gene cell dna brain heart
eye skin dental vet pet animal farm plant grain corn wheat rice sugar salt coffee tea milk water wine beer spirit spirits cannabis hemp
vapor smoke fire flame ice snow rain storm thunder lightning wave tide moon mars earth planet space orbit rocket jet flight drone robot robotics
machine machines vector matrix prism pixel quantum photon electron atom element elements compound formula method process transition change
evolution revolution innovation research design studio works labs lab institute academy school education learning student teacher partner partners
associates advisors management consulting staff work job talent people human hope faith grace joy peace love luck fortune chance
risk edge peak range ridge trail path road street bay island coast beach shore sea surf sail ship boat anchor compass map guide scout ranger
warrior guardian shield armor sword arrow bow target hit strike score goal win winner champion hero legend myth story book page note paper
card gift box bag pack case bottle can cup tool tools kit parts part unit unique special special classic modern contemporary current
present past today tomorrow day night week month year time clock watch second minute hour spring summer fall autumn winter season'''.split())

def sort_key(listing): return (ORDER.index(listing[:4]), listing)
def listing(ticker, market):
    head, dot, tail = ticker.rpartition('.')
    if market != 'US' and dot and tail in MIC: return f'{MIC[tail]}:{head}'
    return 'X' * 4 + f':{ticker}'

def clean_zh(name):
    if not name: return ''
    name = unicodedata.normalize('NFKC', name).strip()
    name = re.sub(r'\s+', '', name)
    return re.sub(r'-(W|S|SW|B|P|KY|DR|創|创|R|U|UW|WD)$', '', name)
def short_zh(name):
    n = LEGAL_ZH.sub('', name)
    return n if len(n) >= 2 else name
def clean_en(name):
    if not name: return ''
    name = unicodedata.normalize('NFKC', name).strip().replace('\t', ' ').replace(';', ',')
    for _ in range(3): name = TAIL.sub('', name).strip(' ,')
    return name
def core_en(name):
    for _ in range(3):
        n = LEGAL_EN.sub('', name).strip(' ,.')
        if n == name or len(n) < 2: break
        name = n
    return re.sub(r'^the\s+', '', name, flags=re.I)
def join_key(name): return re.sub(r'[^a-z0-9]', '', re.sub(r'\b(holdings?|group|company)\b', '', core_en(name).lower())) or None

def weak_en(name, is_fund):
    words = [w for w in re.split(r"[^A-Za-z0-9À-ɏ]+", name.lower()) if w]
    if not words: return True
    if is_fund: return True
    joined = ''.join(words)
    if joined.isdigit() or len(joined) <= 4: return True
    if len(words) == 1: return words[0] in ENGLISH or words[0] in COMMON
    unknown = [w for w in words if w not in ENGLISH and not w.isdigit()]
    return not unknown and len(words) <= 2
def weak_zh(name, words):
    if len(name) <= 2: return True
    n = words.get(name)
    return n is not None and (len(name) <= 3 or n >= 3)

COMMON = set()
def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('listings'); ap.add_argument('--words'); ap.add_argument('--common')
    a = ap.parse_args()
    words = {}
    for line in open(a.words, encoding='utf-8') if a.words else ():
        p = line.split()
        if len(p) >= 2 and (len(p) < 3 or p[2] not in ('nt', 'nz') or len(p[0]) <= 2): words[p[0]] = int(p[1])
    for line in open(a.common, encoding='utf-8') if a.common else ():
        if line.startswith('en:'): COMMON.update(line.split()[1:])
    groups = {}; order = []
    by_zh, by_en = {}, {}
    for line in open(a.listings, encoding='utf-8'):
        r = json.loads(line)
        us = r['market'] == 'US'
        if us and r['en'] and PAPER.search(r['en']): continue
        code = listing(r['ticker'], r['market']); zh = clean_zh(r['zh_hans']); hant = clean_zh(r['zh_hant']); en = clean_en(r['en'])
        if en in ('Citibank,N.A.', 'Citibank,N.A') or re.match(r'(Citibank|JPMorgan Chase Bank|Deutsche Bank Trust|Bank of New York)\W*N?\W*A?.*(/ADR|ADR)', r['en'] or ''): continue
        fund = bool(FUND.search(r['en'] or '') or FUND.search(zh) or (r['market'] == 'TW' and re.match(r'00', r['ticker'])))
        if not (zh or hant or en): continue
        zkey = ('z', short_zh(zh)) if zh and len(short_zh(zh)) >= 4 and not fund else None
        ekey = ('e', join_key(en)) if en and join_key(en) and len(join_key(en)) >= 6 and not fund else None
        key = by_zh.get(zkey) if zkey else None
        if key is None and ekey: key = by_en.get(ekey)
        if key is None: key = code; groups[key] = {'codes': set(), 'zh': [], 'hant': [], 'en': [], 'also': [], 'fund': fund}; order.append(key)
        g = groups[key]
        if zkey: by_zh.setdefault(zkey, key)
        if ekey: by_en.setdefault(ekey, key)
        g['codes'].add(code)
        for n, k in ((zh, 'zh'), (hant, 'hant'), (en, 'en')):
            if n and n not in g[k]: g[k].append(n)
        g['also'] += r['aliases']
    out = []
    for key in order:
        g = groups[key]; codes = sorted(g['codes'], key=sort_key); seen = set(); also = []
        def mark(n, weak):
            if not n: return ''
            if n.lower() in seen: return '!' + n
            seen.add(n.lower()); return ('~' if weak else '') + n
        def zh_names(ns):
            res = []
            for n in ns:
                s = short_zh(n); bare = re.sub(r'^(\*?ST|S\*ST|SST|PT|XD|XR|DR|N|C)(?=[一-鿿])', '', s); bare = re.sub(r'(?<=[一-鿿])[AB]$', '', bare)
                res.append(n); res += [x for x in (s, bare) if x not in res and len(x) >= 2]
            return res
        country = COUNTRY.get(codes[0][:4], ''); home = codes[0][:4]
        zh, hant, en = zh_names(g['zh']), zh_names(g['hant']), g['en']
        f = []
        # Beijing, Taipei and Hong Kong names of two characters are words of the language too often
        f.append(mark(en[0] if en else '', True if not en else weak_en(en[0], g['fund'])))
        zw = lambda n: weak_zh(n, words) or (g['fund'] and len(n) < 6)
        f.append(mark(zh[0] if zh else '', zw(zh[0]) if zh else True)); f.append(mark(hant[0] if hant else '', zw(hant[0]) if hant else True))
        for n in zh[1:] + hant[1:] + g['also']:
            n = clean_zh(n) if re.search('[一-鿿]', n) else n
            if n.lower() not in seen and ';' not in n: also.append(mark(n, zw(n) or not re.search('[一-鿿]', n)))
        for n in en:
            for m in (n, core_en(n)):
                if m and m.lower() not in seen and len(m) <= 63: also.append(mark(m, weak_en(m, g['fund'])))
        if home == 'XXXX' and not en: continue
        out.append('\t'.join([' '.join(codes), 'f' if g['fund'] else 'c', country, *f, ';'.join(also)]).rstrip('\t'))
    out.sort(key=lambda l: sort_key(l.split('\t')[0].split()[0]))
    sys.stdout.write('# tapereader listings 1\n' + '\n'.join(out) + '\n')
if __name__ == '__main__': main()
