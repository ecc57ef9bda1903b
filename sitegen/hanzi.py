"""Chinese characters: their simplified form and their sound. themes/default/scripts/hanzi.js is the twin.

The 3,755 common characters of GB 2312 stand in the order of their pinyin, and every Python and every browser can
decode that order (GB/T 2312-1980, level 1; https://encoding.spec.whatwg.org/#gbk). So the sounds of all of them need
no table but the first character of each syllable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Each syllable (ü written v, as it is typed) and the first of its characters in GB 2312.
_FIRST = (
    "a啊ai埃an鞍ang肮ao凹ba芭bai白ban斑bang邦bao苞bei杯ben奔beng崩bi逼bian鞭biao标bie鳖bin彬bing兵bo玻bu捕ca擦"
    "cai猜can餐cang苍cao操ce厕ceng层cha插chai拆chan搀chang昌chao超che车chen郴cheng撑chi吃chong充chou抽chu初"
    "chuai揣chuan川chuang疮chui吹chun春chuo戳ci疵cong聪cou凑cu粗cuan蹿cui摧cun村cuo磋da搭dai呆dan耽dang当dao刀"
    "de德deng蹬di堤dian颠diao碉die跌ding丁diu丢dong东dou兜du督duan端dui堆dun墩duo掇e蛾en恩er而fa发fan藩fang坊"
    "fei菲fen芬feng丰fo佛fou否fu夫ga噶gai该gan干gang冈gao篙ge哥gei给gen根geng耕gong工gou钩gu辜gua刮guai乖guan棺"
    "guang光gui瑰gun辊guo锅ha哈hai骸han酣hang夯hao壕he呵hei嘿hen痕heng哼hong轰hou喉hu呼hua花huai槐huan欢huang荒"
    "hui灰hun荤huo豁ji击jia嘉jian歼jiang僵jiao蕉jie揭jin巾jing荆jiong炯jiu揪ju鞠juan捐jue撅jun均ka喀kai开kan刊"
    "kang康kao考ke坷ken肯keng坑kong空kou抠ku枯kua夸kuai块kuan宽kuang匡kui亏kun坤kuo括la垃lai莱lan蓝lang琅lao捞"
    "le勒lei雷leng棱li厘lia俩lian联liang粮liao撩lie列lin琳ling玲liu溜long龙lou楼lu芦lv驴luan峦lve掠lun抡luo萝ma妈"
    "mai埋man瞒mang芒mao猫me么mei玫men门meng萌mi眯mian棉miao苗mie蔑min民ming明miu谬mo摸mou谋mu拇na拿nai氖nan南"
    "nang囊nao挠ne呢nei馁nen嫩neng能ni妮nian蔫niang娘niao鸟nie捏nin您ning柠niu牛nong脓nu奴nv女nuan暖nve虐nuo挪o哦"
    "ou欧pa啪pai拍pan攀pang乓pao抛pei呸pen喷peng砰pi坯pian篇piao飘pie撇pin拼ping乒po坡pu扑qi期qia掐qian牵qiang枪"
    "qiao橇qie切qin钦qing青qiong琼qiu秋qu趋quan圈que缺qun裙ran然rang瓤rao饶re惹ren壬reng扔ri日rong戎rou揉ru茹"
    "ruan软rui蕊run闰ruo若sa撒sai腮san三sang桑sao搔se瑟sen森seng僧sha莎shai筛shan珊shang墒shao梢she奢shen砷"
    "sheng声shi师shou收shu蔬shua刷shuai摔shuan栓shuang霜shui谁shun吮shuo说si斯song松sou搜su苏suan酸sui虽sun孙"
    "suo蓑ta塌tai胎tan坍tang汤tao掏te特teng藤ti梯tian天tiao挑tie贴ting厅tong通tou偷tu凸tuan湍tui推tun吞tuo拖wa挖"
    "wai歪wan豌wang汪wei威wen瘟weng嗡wo挝wu巫xi昔xia瞎xian掀xiang相xiao萧xie楔xin薪xing星xiong兄xiu休xu墟xuan轩"
    "xue靴xun勋ya压yan焉yang殃yao邀ye椰yi一yin茵ying英yo哟yong拥you幽yu迂yuan鸳yue曰yun耘za匝zai栽zan咱zang赃"
    "zao遭ze责zei贼zen怎zeng增zha扎zhai摘zhan瞻zhang樟zhao招zhe遮zhen珍zheng蒸zhi芝zhong中zhou舟zhu珠zhua抓"
    "zhuai拽zhuan专zhuang桩zhui椎zhun谆zhuo捉zi兹zong鬃zou邹zu租zuan钻zui嘴zun尊zuo昨"
)
_FOLDED = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=1)
def common() -> dict[str, str]:
    """The syllable of each common character; one that has several stands under the one GB 2312 files it under."""
    first = {char: syllable for syllable, char in re.findall("([a-z]+)(.)", _FIRST)}
    found, syllable = {}, ""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF):
            char = bytes((row, cell)).decode("gb2312")
            syllable = first.get(char, syllable)
            found[char] = syllable
    return found


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """All syllables that can be typed."""
    return frozenset(re.findall("[a-z]+", _FIRST))


@lru_cache(maxsize=1)
def simplified() -> dict[str, str]:
    """The simplified form of every traditional character that has one, character by character (OpenCC, t2s)."""
    from opencc import OpenCC  # 0.1 s of tables

    chars = [chr(code) for low, high in _FOLDED for code in range(low, high + 1)]
    plain = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {char: to for char, to in zip(chars, plain, strict=True) if char != to and len(to) == 1}


@lru_cache(maxsize=100_000)
def readings(run: str) -> tuple[str, ...]:
    """The syllable of each character of a run of Chinese, as it is read in this phrase; what has none gives itself."""
    from pypinyin import Style, lazy_pinyin  # 0.3 s of dictionary

    syllables = lazy_pinyin(run, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]  # stubs know texts only
    return tuple(_MARKS.sub("", unicodedata.normalize("NFD", syllable)) for syllable in syllables)
