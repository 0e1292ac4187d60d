from tests.rights_page import PLACE, page


def test_the_page_of_rights_is_what_the_table_says():
    """If not: ./run.sh rights"""
    assert PLACE.read_text() == page()
