"""The tests. Their helpers explain a failed assertion as the tests themselves do."""

import pytest

pytest.register_assert_rewrite("tests.browser.harness", "tests.databases", "tests.pages")
