"""The words of the commands that look after the library; it does nothing with them."""

import argparse


def add_doctor(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what ``doctor`` takes."""
    parser.add_argument(
        "--repair", action="store_true", help="mend what is wrong with the library"
    )
    parser.add_argument(
        "--reindex", action="store_true", help="make the index of the search anew, now"
    )
    return parser


def add_tidy(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what ``tidy`` takes."""
    parser.epilog = (
        "How much is kept is set by keep, keep_entries and keep_unread in the"
        " configuration; without them nothing goes. What is starred or for later stays."
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be removed"
    )
    parser.add_argument(
        "--compact",
        action="store_true",
        help="make the library's file as small as what is in it",
    )
    return parser
