import Testing

@testable import Extraction

/// One name of each kind and region in each of its scripts: what the files of names promise.
@Test(arguments: [
    ("小摩、大摩與高盛", ["jpmorgan", "morgan-stanley", "goldman"]),
    ("瑞银、花旗、野村、里昂证券、交银国际", ["ubs", "citi", "nomura", "clsa", "bocom-intl"]),
    ("中金公司、华泰证券", ["cicc", "huatai"]), ("輝達、超微與台積電", ["nvidia", "amd", "tsmc"]),
    ("健策、奇鋐、雙鴻、川湖", ["jentech-precision", "avc", "auras", "king-slide"]),
    (
        "穩懋、旺矽、穎崴、京鼎",
        [
            "win-semiconductors", "mpi-corp", "winway-technology", "foxsemicon",
        ]
    ),
    ("三星电机、韩美半导体、SK海力士", ["samsung-electro-mechanics", "hanmi", "sk-hynix"]),
    ("迪恩士、日东纺、味之素、揖斐电", ["screen-holdings", "nitto-boseki", "ajinomoto", "ibiden"]),
    ("拓荆科技、中科飞测、源杰科技", ["piotech", "skyverse", "yuanjie-semiconductor"]),
    ("汇丰、渣打、友邦、领展", ["hsbc", "standard-chartered", "aia", "link-reit"]),
    ("沃尔玛、劳氏、百思买", ["walmart", "lowes", "best-buy"]),
    ("空客、罗罗公司、莱茵金属", ["airbus", "rolls-royce-holdings", "rheinmetall"]),
    ("摩根士丹利、美国运通", ["morgan-stanley", "american-express"]),
    ("優必選、宇樹科技、智元機器人", ["ubtech", "unitree", "agibot"]), ("上汽大众、华晨宝马", ["saic-vw", "bmw-brilliance"]),
])
func listsOfNamesAreLinkedWhole(_ text: String, _ ids: [String]) throws {
    #expect(try linked(text).map { String($0.prefix { $0 != " " }) } == ids)
}
