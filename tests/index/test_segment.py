import subprocess
import sys
from pathlib import Path

import jieba
import pytest

from index.segment import Segmenter, default_segmenter, dictionary, lexicon_terms, normalize

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return default_segmenter()


def test_the_global_jieba_is_left_alone() -> None:
    code = (
        "import jieba; from index.segment import default_segmenter; "
        "default_segmenter().words('知识产权质押融资'); "
        "assert not jieba.dt.initialized and not jieba.dt.FREQ"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_no_cache_file_is_written_or_read(tmp_path: Path) -> None:
    code = "from index.segment import default_segmenter; default_segmenter().words('知识产权')"
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60, env={"TMPDIR": str(tmp_path), "PATH": "/usr/bin"}
    )
    assert list(tmp_path.iterdir()) == []


def test_every_term_of_the_lexicon_is_kept_whole(segmenter: Segmenter) -> None:
    terms = lexicon_terms()
    assert terms
    assert [term for term in terms if term not in segmenter.words(f"关于{term}的规定")] == []


@pytest.mark.parametrize("term", ["质押融资", "专利导航", "贯标", "高价值专利", "襄阳高香茶", "隆中对"])
def test_terms_of_the_field_and_of_the_place_are_known(segmenter: Segmenter, term: str) -> None:
    assert term in segmenter.words(f"推进{term}工作")


def test_words_inside_a_long_word_are_found_as_well(segmenter: Segmenter) -> None:
    assert {"知识", "产权", "知识产权"} <= set(segmenter.words("知识产权"))


def test_punctuation_is_no_word(segmenter: Segmenter) -> None:
    assert segmenter.words("，。“”——！ \n") == []
    assert segmenter.features("") == []


def test_width_and_case_do_not_matter(segmenter: Segmenter) -> None:
    assert segmenter.features("ＰＣＴ申请１００件") == segmenter.features("pct申请100件")
    assert normalize("Ａ，①") == "a,1"


def test_bigrams_are_of_neighbouring_chinese_characters_only(segmenter: Segmenter) -> None:
    features = segmenter.features("专利a权，益")
    assert features.count("专利") == 2  # as a word and as a bigram
    assert "利权" not in features
    assert "权益" not in features


def test_the_same_text_has_the_same_features(segmenter: Segmenter) -> None:
    text = "推动200家企业完成知识产权“贯标”,在100家以上企业开展知识产权质押融资"
    assert Segmenter().features(text) == segmenter.features(text)


def test_the_dictionary_tells_places_from_other_words(segmenter: Segmenter) -> None:
    words, places = set(dictionary()), set(dictionary("ns"))
    assert {"襄阳", "专利"} <= words
    assert "襄阳" in places
    assert "专利" not in places
    assert segmenter.frequency("专利") > 0


def test_the_dictionary_is_as_jieba_itself_reads_it(segmenter: Segmenter) -> None:
    own = jieba.Tokenizer()
    frequency, _ = own.gen_pfdict(own.get_dict_file())
    differing = {word for word, count in frequency.items() if segmenter.frequency(word) != count}
    assert differing <= set(lexicon_terms())
