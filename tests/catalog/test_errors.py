from hisight.catalog import CatalogError
from hisight.wording import Words


def test_a_catalog_error_is_one_line_with_its_remedy():
    assert str(CatalogError(Words("错", "wrong."), Words("改", "Mend it."))) == "wrong. Mend it."
