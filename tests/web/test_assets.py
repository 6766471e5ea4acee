import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from consult.web.assets import AssetMissing, build

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "static"
    (folder / "css" / "components").mkdir(parents=True)
    (folder / "css" / "tokens.css").write_text('/* tokens */\n:root { --mark: "/* ✓ */"; }\n')
    (folder / "css" / "components" / "desk.css").write_text(".desk { margin: 0; } /* end */\n")
    (folder / "css" / "public.txt").write_text("tokens.css\n")
    (folder / "css" / "desk.txt").write_text("tokens.css\ncomponents/desk.css\n")
    (folder / "letters.woff2").write_bytes(b"letters")
    return folder


def test_a_file_is_served_under_the_hash_of_the_tree(source, tmp_path):
    built = build(source, tmp_path / "cache")
    assert len(built.hash) == 12
    assert built.folder == tmp_path / "cache" / built.hash
    assert built.url("letters.woff2") == f"/static/{built.hash}/letters.woff2"
    assert (built.folder / "letters.woff2").read_bytes() == b"letters"


def test_a_missing_file_is_named(source, tmp_path):
    with pytest.raises(AssetMissing, match="no static file"):
        build(source, tmp_path / "cache").url("css/none.css")


def test_a_bundle_holds_its_sheets_in_order_without_comments(source, tmp_path):
    css = build(source, tmp_path / "cache").folder / "css"
    assert (css / "public.css").read_text() == ':root { --mark: "/* ✓ */"; }'
    assert (css / "desk.css").read_text() == ':root { --mark: "/* ✓ */"; }\n.desk { margin: 0; } '


def test_texts_have_a_compressed_twin_and_fonts_none(source, tmp_path):
    folder = build(source, tmp_path / "cache").folder
    twin = folder / "css" / "public.css.gz"
    assert gzip.decompress(twin.read_bytes()) == (folder / "css" / "public.css").read_bytes()
    assert twin.read_bytes()[4:8] == bytes(4)  # no time in it: the same tree gives the same bytes
    assert not (folder / "letters.woff2.gz").exists()


def test_the_hash_follows_names_and_content(source, tmp_path):
    cache = tmp_path / "cache"
    first = build(source, cache).hash
    assert build(source, cache).hash == first
    (source / "letters.woff2").rename(source / "signs.woff2")
    second = build(source, cache).hash
    (source / "signs.woff2").write_bytes(b"other letters")
    assert len({first, second, build(source, cache).hash}) == 3


def test_the_newest_three_stay(source, tmp_path):
    cache = tmp_path / "cache"
    hashes = []
    for number in range(5):
        (source / "number.txt").write_text(str(number))
        built = build(source, cache)
        os.utime(built.folder, (number, number))
        hashes.append(built.hash)
    assert {path.name for path in cache.iterdir()} == set(hashes[-3:])


def test_builders_may_race(source, tmp_path):
    with ThreadPoolExecutor(8) as pool:
        built = list(pool.map(lambda _: build(source, tmp_path / "cache"), range(8)))
    assert len(set(built)) == 1
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [built[0].hash]


def test_a_cache_that_is_no_folder_is_refused(source, tmp_path):
    cache = tmp_path / "cache"
    cache.write_text("not a folder")
    with pytest.raises(FileExistsError):
        build(source, cache)


def test_what_a_resident_loads_is_small(tmp_path):
    built = build(STATIC, tmp_path / "cache")
    scripts = sorted((built.folder / "js").glob("*.js.gz"))
    assert scripts
    size = sum(path.stat().st_size for path in [built.folder / "css" / "public.css.gz", *scripts])
    assert size <= 40_000
