"""What was to be done later is not done any more once the window is closed."""


def test_no_page_of_a_closed_window_goes_on_with_what_it_had_put_off(windows, qtbot):
    window = windows.open()
    page = window.page("waves")
    page.changed()  # hidden: it is looked ahead a little later
    assert page._ahead.isActive()
    window.close_without_asking()
    assert not page._ahead.isActive()
    assert not page._timer.isActive()
