#!/usr/bin/env python3
"""Writes the labelled corpus of sentiment from its templates: always the same bytes for the same templates.

usage: generate.py [FOLDER]   writes zh-Hans.jsonl, zh-Hant.jsonl, en.jsonl, whole.jsonl to FOLDER (default: corpus beside this file)

Templates: predicates.txt (what is said of a subject), sentences*.txt (whole sentences with a label for each party), forum.txt
(lines judged as a whole). Names are invented; figures are drawn. Nothing is taken from a public data set.
Python 3, standard library only. The generator of random numbers is written out (SplitMix64), as libraries change theirs.
"""
import json, pathlib, re, sys

HERE = pathlib.Path(__file__).parent
OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / 'corpus'
HARD = 3  # times that a sentence of hard*.txt is filled in: enough to be learnt, too few to shift what is common
LABEL = {'+': 'positive', '0': 'neutral', '-': 'negative'}
MASK = (1 << 64) - 1


class Random:
    def __init__(self, seed): self.state = seed

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)) % n

    def pick(self, items): return items[self.below(len(items))]


HEAD = '蓝海 北辰 华岳 云峰 中骏 金桥 东屿 瑞禾 星野 长岚 天枢 德润 宏图 凌越 海纳 恒睿 鼎元 博源 晨曦 启明 远景 南岭 西川 泰合 正阳 联芯 晶澜 光谷 智行 锐诚 盛和 永拓 康宁 佳元 伟创 新澜 雅士 丰邑 安源 百川'.split()
TAIL = '科技 股份 电子 医药 能源 汽车 半导体 银行 证券 地产 通信 软件 智能 材料 食品 航空 集团 控股 重工 传媒 生物 物流 光电 电力 保险'.split()
HEAD_T = '藍海 北辰 華岳 雲峰 金橋 東嶼 瑞禾 長嵐 天樞 宏圖 凌越 恆睿 鼎元 遠景 聯芯 晶瀾 光谷 銳誠 盛和 永拓 佳元 偉創 新瀾 豐邑 安源'.split()
TAIL_T = '科技 電子 醫藥 能源 汽車 半導體 銀行 證券 地產 電信 軟體 材料 食品 航空 集團 控股 光電 電力 保險 投控'.split()
LATIN = 'Averon Belmora Cintrix Dalvik Enthera Fulcrum Gantry Hexwell Ionis Jarrow Kestrel Lumena Maxion Norvale Orbitel Pinecrest Quantor Redfield Solvane Tarquin Umbrix Vantera Westmark Xylem Yarrow Zentrum Bluepeak Crestline Northgate Silverton'.split()
LATIN_TAIL = ['', '', '', ' Inc', ' Corp', ' Group', ' Holdings', ' Energy', ' Motors', ' Bank', ' Labs', ' Systems']
BROKER = '东海证券 长江投行 瑞德资本 中原国际 华盛证券 摩里森 高桥证券 大成国际 海纳资本 巴林投行'.split()
BROKER_T = '東海證券 瑞德資本 摩里森 高橋證券 大成國際 里昂東方 海納資本'.split()
BROKER_E = ['Marlow Securities', 'Denham', 'Corbin Research', 'Hale & Stone', 'Paragon Capital', 'Evergate']
OFFICE = '市场监管总局 证监会 美国商务部 欧盟委员会 工信部 金融监管局 深交所 商务部 日本政府 央行'.split()
OFFICE_T = '金管會 公平會 證監會 美國商務部 歐盟 聯交所 經濟部'.split()
OFFICE_E = ['The Commerce Department', 'The SEC', 'EU regulators', "Britain's watchdog", 'The FTC', 'Tokyo']
HOLDER = '红岩基金 青松资本 李明远 国富基金 老虎山资本 周启航 中投远见 海外对冲基金磐石'.split()
HOLDER_T = '紅岩基金 青松資本 李明遠 國富基金 周啟航 磐石資本'.split()
HOLDER_E = ['Granite Fund', 'Harbor Capital', 'Maria Lopes', 'John Whitaker', 'Oakridge Partners']
SECTOR = '白酒 光伏设备 半导体 机器人概念 汽车整车 房地产 教育 煤炭 银行 券商 游戏 医药商业 旅游酒店 有色金属 创业板指 沪指 恒生科技指数 风电设备 锂电池 农业 航运 电力 科网股 北证50'.split()
SECTOR_T = '恆指 科指 加權指數 半導體族群 航運股 內房股 電子權值股 生技股 汽車股 濠賭股'.split()
SECTOR_E = ['Chip stocks', 'The Nasdaq', 'Bank shares', 'The FTSE 100', 'Airlines', 'The Dow']
GOODS = '铜 铝 焦煤 螺纹钢 棕榈油 玉米 大豆 原油 黄金 白银 天然气 棉花 甲醇 铁矿石 白糖 生猪 碳酸锂'.split()
GOODS_E = ['Copper', 'Brent crude', 'Gold', 'Wheat', 'Natural gas', 'Cotton']
ECONOMY = '社会消费品零售总额 固定资产投资 出口 进口 工业增加值 用电量 财政收入 第二产业投资 餐饮收入 货运量 制造业PMI 消费者信心指数 房地产开发投资 商品房销售面积 居民消费价格 新能源汽车产量'.split()
REGION = '浙江 江西 德国 日本 东部地区 河南 云南 美国 英国 重庆 山西 广东'.split()
PRODUCT = '芯片 光模块 电池 大模型 服务器 创新药 机器人 显示屏 电动车 云服务 存储器 算力卡'.split()
PRODUCT_T = '晶片 伺服器 電池 面板 光通訊模組 車用電子 記憶體'.split()
PRODUCT_E = ['chips', 'batteries', 'servers', 'AI models', 'displays', 'robots', 'cloud software']
LIST = ['全球百强榜', '科创50', '中证A500', '行业白名单', '港交所', '创新企业榜']
LIST_T = ['全球百大', 'MSCI指數', '永續指數', '國產示範名單']
LIST_E = ['the annual ranking', 'the S&P 500', 'the industry list']
TIME = ['三季度', '前三季度', '上半年', '今年', '7月', '一季度', '全年', '11月', '2025年', '本周']
TIME_T = ['第三季', '上半年', '10月', '全年', '今年', '首三季']


def figures(r, english):
    digits = lambda: str(1 + r.below(99)) + ('' if r.below(2) else '.' + str(1 + r.below(99)))
    big = lambda: str(2 + r.below(900)) + ('' if r.below(3) else '.' + str(1 + r.below(9)))
    if english:
        return {'P': lambda: digits() + r.pick(['%', '%', ' per cent']), 'N': lambda: str(2 + r.below(9000)),
                'M': lambda: r.pick(['$', '$', '€']) + big() + r.pick([' million', ' billion', 'bn'])}
    return {'P': lambda: digits() + '%' if r.below(6) else r.pick(['一成', '两成', '三成', '近三成', '逾五成', '一倍']),
            'N': lambda: str(2 + r.below(900)), 'M': lambda: big() + r.pick(['亿元', '万元', '亿美元', '亿港元', '亿'])}


def names(r, script):
    if script == 'en':
        return {'firm': lambda: r.pick(LATIN) + r.pick(LATIN_TAIL), 'K': BROKER_E, 'U': OFFICE_E, 'H': HOLDER_E,
                'S': SECTOR_E, 'G': GOODS_E, 'D': PRODUCT_E, 'I': LIST_E, 'E': ECONOMY, 'R': REGION, 'Q': TIME}
    hant = script == 'zh-Hant'
    firm = lambda: r.pick(LATIN) if r.below(9) == 0 else r.pick(HEAD_T if hant else HEAD) + r.pick(TAIL_T if hant else TAIL)
    if hant:
        return {'firm': firm, 'K': BROKER_T, 'U': OFFICE_T, 'H': HOLDER_T, 'S': SECTOR_T, 'G': GOODS, 'D': PRODUCT_T,
                'I': LIST_T, 'E': ECONOMY, 'R': REGION, 'Q': TIME_T}
    return {'firm': firm, 'K': BROKER, 'U': OFFICE, 'H': HOLDER, 'S': SECTOR, 'G': GOODS, 'D': PRODUCT, 'I': LIST,
            'E': ECONOMY, 'R': REGION, 'Q': TIME}


def fill(template, r, script):
    """The text, and for each named slot its (from, to)."""
    table, numbers, known, out, spans = names(r, script), figures(r, script == 'en'), {}, '', {}
    for part in re.split(r'(\{[A-Z]2?\})', template):
        if not part.startswith('{'):
            out += part
            continue
        slot = part[1:-1]
        kind = slot[0]
        if kind in numbers and slot not in known:
            word = numbers[kind]()
        elif slot in known and kind not in 'DQ':
            word = known[slot]
        else:
            word = table['firm']() if kind in 'ABCX' else r.pick(table[kind])
            while word in known.values(): word = table['firm']() if kind in 'ABCX' else r.pick(table[kind])
            known[slot] = word
        if slot not in spans: spans[slot] = (len(out), len(out) + len(word))
        out += word
    return out, spans


def rows(template, labels, kind, r, script):
    text, spans = fill(template, r, script)
    for slot, sign in labels:
        a, b = spans[slot]
        yield {'text': text, 'target': text[a:b], 'from': a, 'to': b, 'label': LABEL[sign], 'kind': kind}


def read_sentences(name):
    for line in (HERE / name).read_text(encoding='utf-8').splitlines():
        if line.startswith('#') or not line.strip(): continue
        kind, text, labels = [x.strip() for x in line.split('|')]
        found = re.findall(r'([A-Z]2?)([+0-])(?=\s|$)', labels)
        if found: yield kind, text, found


def read_predicates(name='predicates.txt'):
    groups, key = {'+': [], '0': [], '-': []}, ''
    for line in (HERE / name).read_text(encoding='utf-8').splitlines():
        if line.startswith('['): key = {'positive': '+', 'negative': '-', 'neutral': '0'}[line[1:-1]]
        elif line.strip() and not line.startswith('#'): groups[key].append(line.strip())
    return groups


ONE = ['{A}%s。', '{A}%s', '{A}公告，%s。', '{A}：%s', '{Q}，{A}%s。', '消息面上，{A}%s。', '{A}晚间公告，公司%s。', '据悉，{A}%s。',
       '{K}称，{A}%s。', '◆ {A}%s', '其中，{A}%s。', '{A}（600%s）%s。', '港股方面，{A}%s。', '财报显示，{A}%s。']
TWO = ['{A}%s，{B}%s。', '{A}%s；{B}%s。', '{A}%s，{B}则%s。', '{A}%s，而{B}%s。', '{A}%s。{B}%s。', '个股方面，{A}%s，{B}%s。',
       '{A}%s，与此同时{B}%s。']



def predicate_rows(r):
    groups = read_predicates()
    for sign, predicates in groups.items():
        for predicate in predicates:
            for _ in range(5 if sign != '0' else 6):
                frame = r.pick(ONE)
                if frame.count('%s') == 2: frame = frame.replace('%s', str(100 + r.below(900)), 1)
                if '{K}' in frame and '{K}' in predicate: frame = ONE[0]
                if '{Q}' in frame and '{Q}' in predicate: frame = ONE[0]
                yield from rows(frame.replace('%s', predicate), [('A', sign)], 'predicate', r, 'zh-Hans')
    for _ in range(900):
        x, y = r.pick('+-0'), r.pick('+-0')
        p, q = r.pick(groups[x]), r.pick(groups[y])
        frame = r.pick(TWO)
        first, second = frame.split('%s', 2)[:2]
        text = first + p + second + q + frame.split('%s', 2)[2]
        yield from rows(text, [('A', x), ('B', y)], 'pair', r, 'zh-Hans')
    for _ in range(300):  # one subject, two statements
        x = r.pick('+-')
        p, q = r.pick(groups[x]), r.pick(groups[r.pick([x, '0'])])
        yield from rows('{A}' + p + '，' + q + '。', [('A', x)], 'series', r, 'zh-Hans')


ONE_E = ['{A} %s.', '{A} %s', '{A} %s on Tuesday.', 'U.S.-listed {A} %s.', '{K}: {A} %s', 'In other news, {A} %s.', 'Rival {A} %s.']
TWO_E = ['{A} %s, while {B} %s.', '{A} %s; {B} %s.', '{A} %s. {B} %s.', '{A} %s and {B} %s.', '{A} %s but {B} %s.']


def english_rows(r):
    groups = read_predicates('predicates.en.txt')
    tidy = lambda text: text.replace("} 's", "}'s")
    for sign, predicates in groups.items():
        for predicate in predicates:
            for _ in range(4):
                frame = r.pick(ONE_E)
                if '{K}' in predicate: frame = ONE_E[0]
                yield from rows(tidy(frame.replace('%s', predicate)), [('A', sign)], 'predicate', r, 'en')
    for _ in range(500):
        x, y = r.pick('+-0'), r.pick('+-0')
        first, second, third = r.pick(TWO_E).split('%s')
        text = tidy(first + r.pick(groups[x]) + second + r.pick(groups[y]) + third)
        yield from rows(text, [('A', x), ('B', y)], 'pair', r, 'en')


def write(name, lines):
    with open(OUT / name, 'w', encoding='utf-8') as f:
        for line in lines: print(json.dumps(line, ensure_ascii=False), file=f)
    return len(lines)


BOARD = {
    '+': ['要涨了', '还能涨', '会涨停', '继续拉升', '要起飞', '值得拥有', '是大牛股', '马上突破', '该轮到它涨了', '见{N}元', '大有希望', '反弹在即', '稳如泰山',
          '主力在扫货', '涨势刚开始', '越来越强', '翻倍不是梦', '安心持有', '前途无量', '业绩喜人', '必创新高', '一路向上', '走势真漂亮', '来根大阳线', '涨到{N}',
          '上{N}没问题', '会给大家惊喜', '可以买了', '可以加仓', '长期持有', '长线可期', '正在筑底', '换手充分', '洗得差不多了', '有大利好', '有大动作', '被低估了',
          '连续涨停', '再涨{P}', '逆市翻红', '最受益', '潜力巨大', '多头排列', '值得期待', '发力了', '真强', '是龙头', '涨得好', '重仓了', '不会让人失望', '可以埋伏'],
    '-': ['还要跌', '又跌了', '要跌停', '没戏了', '是垃圾', '在出货', '套死人', '涨不动', '起不来', '破位了', '见光死', '天天阴跌', '跌破{N}元', '亏惨了', '让人失望',
          '要完', '没人要', '拉高出货', '又是绿的', '最弱', '一路向下', '崩盘了', '是个坑', '千万别碰', '赶紧跑', '清仓了', '割肉了', '跌得莫名其妙', '抛压沉重', '成交萎靡',
          '没有资金关注', '被减持', '倒数第一', '跌回{N}元', '不涨反跌', '砸盘不断', '又跳水', '套了半年', '后悔买了', '迟早退市', '没有希望', '业绩太差', '不看好', '该下车了',
          '弱得可怜', '见不到底', '骗人的', '再跌{P}', '守不住', '成了笑话'],
    '0': ['怎么看', '什么时候公告', '会怎么走', '是什么概念', '有消息吗', '能买吗', '看不懂', '多少钱合适', '还在停牌', '开股东大会', '成交清淡', '不温不火', '横着不动',
          '到底行不行', '要不要卖', '先看看再说', '换个名字', '和{B}哪个好', '主营是什么', '收在{N}元', '挂单{N}手', '做了个T', '有龙虎榜吗', '为什么不动', '分红多少',
          '怎么打新', '有人在吗', '等一个答复', '涨跌都正常', '是不是真的'],
}
SUBJECT = ['{A}', '这票', '这股', '今天', '明天', '下周', '大盘', '尾盘', '这只', '今天这票', '明天{A}', '{A}今天', '下午', '{D}板块', '早盘', '感觉{A}', '我看这股', '年前', '']
TAIL_WORD = ['', '', '', '！', '！！', '。', '，大家说呢', '，哈哈', '了吧', '啊', '，等着瞧', '，我说的']


def board(r):
    """Short lines of a stock board: what is about, what is said, an ending. Hopeful lines are the most, as on any board."""
    for sign, times in (('+', 9), ('-', 6), ('0', 7)):
        for phrase in BOARD[sign]:
            for _ in range(times):
                text = r.pick(SUBJECT) + phrase + ('' if sign == '0' and r.below(2) else r.pick(TAIL_WORD))
                yield {'text': fill(text, r, 'zh-Hans')[0], 'label': LABEL[sign], 'kind': 'forum'}


def forum(r):
    for line in (HERE / 'forum.txt').read_text(encoding='utf-8').splitlines():
        if line.startswith('#') or not line.strip(): continue
        sign, text = [x.strip() for x in line.split('|')]
        for _ in range(3):
            yield {'text': fill(text, r, 'zh-Hans')[0], 'label': LABEL[sign], 'kind': 'forum'}


def main():
    OUT.mkdir(exist_ok=True)
    hans, hant, english, hard = Random(1), Random(2), Random(3), Random(4)
    lines = list(predicate_rows(hans))
    for kind, text, labels in read_sentences('sentences.txt'):
        for _ in range(8): lines += rows(text, labels, kind, hans, 'zh-Hans')
    for kind, text, labels in read_sentences('hard.txt'):
        for _ in range(HARD): lines += rows(text, labels, kind, hard, 'zh-Hans')
    others = [x for k, t, l in read_sentences('sentences.hant.txt') for _ in range(10) for x in rows(t, l, k, hant, 'zh-Hant')]
    others += [x for k, t, l in read_sentences('hard.hant.txt') for _ in range(HARD) for x in rows(t, l, k, hard, 'zh-Hant')]
    latin = [x for k, t, l in read_sentences('sentences.en.txt') for _ in range(8) for x in rows(t, l, k, english, 'en')] + list(english_rows(english))
    latin += [x for k, t, l in read_sentences('hard.en.txt') for _ in range(HARD) for x in rows(t, l, k, hard, 'en')]
    whole = [{k: x[k] for k in ('text', 'label', 'kind')} for x in lines[::3] if x['kind'] == 'predicate']
    print(write('zh-Hans.jsonl', lines), write('zh-Hant.jsonl', others), write('en.jsonl', latin), write('whole.jsonl', whole + list(forum(hans)) + list(board(hans))))


if __name__ == '__main__': main()
