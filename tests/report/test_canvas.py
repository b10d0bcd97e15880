from launchready.report.canvas import Canvas


def test_hostile_text_repaints_nothing():
    canvas = Canvas(width=60, colour=False)
    canvas.line("title \x1b[2J\x1b]0;x\x07 end \u202e\u0085")
    canvas.columns("left \x1b[31m", "right\r\x08")
    assert canvas.text().isprintable() or all(c.isprintable() or c == "\n" for c in canvas.text())


def test_words_that_do_not_fit_go_to_the_next_line():
    canvas = Canvas(width=40, colour=False)
    canvas.columns("a" * 30, "b" * 20)
    assert [len(line) <= 40 for line in canvas.text().splitlines()] == [True, True]
