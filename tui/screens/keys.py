"""The keys of the main screen, each with the id by which a configuration remaps it."""

from textual.binding import Binding


def _key(keys: str, action: str, what: str, name: str) -> Binding:
    return Binding(keys, action, what, id=name, show=False)


MAIN: list[Binding] = [
    _key("j,down", "move(1)", "Down", "down"),
    _key("k,up", "move(-1)", "Up", "up"),
    _key("g,home", "edge(False)", "First, or top", "top"),
    _key("G,end", "edge(True)", "Last, or end", "bottom"),
    _key("ctrl+d", "page(0.5)", "Half a page down", "half-down"),
    _key("ctrl+u", "page(-0.5)", "Half a page up", "half-up"),
    _key("pagedown,ctrl+f", "page(1)", "Page down", "page-down"),
    _key("pageup,ctrl+b", "page(-1)", "Page up", "page-up"),
    _key("h,left", "outward", "Out: close a branch, or the pane to the left", "out"),
    _key("l,right", "inward", "In: open a branch, or the pane to the right", "in"),
    _key("tab", "cycle(1)", "Next pane", "next-pane"),
    _key("shift+tab", "cycle(-1)", "Previous pane", "previous-pane"),
    _key("1", "digit(1)", "Categories", "pane-1"),
    _key("2", "digit(2)", "Articles", "pane-2"),
    _key("3", "digit(3)", "Reader", "pane-3"),
    *(
        _key(str(n), f"digit({n})", "Count for the next move: 20j", f"digit-{n}")
        for n in (0, 4, 5, 6, 7, 8, 9)
    ),
    _key("z", "zoom", "Zoom the pane", "zoom"),
    _key("backslash", "sidebar", "Hide or show the categories", "sidebar"),
    _key("enter", "open", "Open", "open"),
    _key("escape", "back", "Back", "back"),
    _key("q", "leave", "Back, then quit", "quit"),
    _key("space", "advance", "Page on, then the next unread article", "advance"),
    _key("shift+space,b", "page(-1)", "Page back", "retreat"),
    _key("slash", "find", "Search; while reading, find words in the text", "find"),
    _key("n", "next_unread", "Next unread; next match", "next-unread"),
    _key(
        "p,N", "next_unread(True)", "Previous unread; previous match", "previous-unread"
    ),
    _key("right_square_bracket", "step(1)", "Next article", "next"),
    _key("left_square_bracket", "step(-1)", "Previous article", "previous"),
    _key("J", "list_move(1)", "Down in the list while reading", "list-down"),
    _key("K", "list_move(-1)", "Up in the list while reading", "list-up"),
    _key("greater_than_sign", "shift(8)", "Code and wide lines: right", "shift-right"),
    _key("less_than_sign", "shift(-8)", "Code and wide lines: left", "shift-left"),
    _key("m", "mark('read')", "Read or unread", "read"),
    _key("s", "mark('starred')", "Star", "star"),
    _key("L", "mark('later')", "Read later", "later"),
    _key("A", "mark_all", "Mark all in view read", "mark-all"),
    _key("U", "undo", "Undo the last mark", "undo"),
    _key("u", "unread_only", "Unread only, or all", "unread-only"),
    _key("S", "sort", "Newest or oldest first", "sort"),
    _key("c", "unfold", "Where else the article is; fold it again", "unfold"),
    _key("f", "hint", "Follow a link; pictures, tables, code", "hint"),
    _key("ctrl+o,backspace,alt+left", "history(-1)", "Back in history", "history-back"),
    _key("alt+right", "history(1)", "Forward in history", "history-forward"),
    _key("T", "outline", "Headings and tables", "outline"),
    _key("w", "full_page", "Full page, or the source's text", "full-page"),
    _key("W", "fetch_page", "Full page, fetched again", "fetch-page"),
    _key("o", "browse", "Open in the browser", "browse"),
    _key("y", "copy_link", "Copy the link, or code", "copy-link"),
    _key("Y", "copy_markdown", "Copy the article as Markdown", "copy-markdown"),
    _key("i", "pictures", "Draw the pictures, or none", "pictures"),
    _key("v", "view", "As article, Markdown or source", "view"),
    _key("H", "rsshub", "RSSHub: find routes and follow them", "rsshub"),
    _key("E", "search_servers", "Find articles at the servers", "search-servers"),
    _key("ctrl+s", "save_search", "Save the search", "save-search"),
    _key("e", "edit_search", "Saved search: its name and words", "edit-search"),
    _key("d,delete", "remove_search", "Saved search: remove", "remove-search"),
    _key(
        "ctrl+down,right_curly_bracket",
        "move_search(1)",
        "Saved search: down",
        "search-down",
    ),
    _key(
        "ctrl+up,left_curly_bracket",
        "move_search(-1)",
        "Saved search: up",
        "search-up",
    ),
    _key("r,R", "refresh_sources", "Look for changes now", "refresh"),
    _key("a", "add", "Add a feed, page, list, account or folder", "add"),
    _key("F", "sources", "Sources: how each goes; remove, rename, move", "sources"),
    _key("D", "app.toggle_dark", "Dark or light", "dark"),
    _key("ctrl+z", "app.suspend_process", "Suspend", "suspend"),
    _key("question_mark,f1", "help", "Help", "help"),
    _key("colon", "app.command_palette", "Command palette", "palette"),
]

MOVES = [
    binding
    for binding in MAIN
    if binding.action.split("(")[0] in {"move", "edge", "page"}
]
"""The keys that move; they act in what opens over the main screen too."""

EVERYWHERE = [binding for binding in MAIN if binding.id in {"dark", "suspend", "help"}]
"""The keys that do the same in everything that opens over the main screen."""
