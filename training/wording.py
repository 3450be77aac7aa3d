"""Invented wordings of the lines around stories: menus, bylines, dates, end marks, pointers. Names are invented."""

from __future__ import annotations

import random
import re


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))


TOPICS = _listed(
    "Regions,Parliament,Money,Courts,Abroad,Comment,Science,Health,Local,Sport,Culture,Weather,Schools,Transport"
)
NAMES = _listed(
    "Ada Quill,Ben Marsh,Cora Vale,Dan Okoro,Eva Lind,Finn Adair,Gita Rao,Hugo Prince,Staff Writer,News Desk,"
    "Ida van Holt,Jon Pell,Kemi Ade,Lars Ueland,Mina Farr,Noel Brandon-Hart"
)
SITES = _listed(
    "The Bay Courier,Hillgate Post,Open Gazette,North Star Daily,Plain Dealer Online,Asia Brief,Euro Monitor,"
    "Coast Wire,The Upland Mail,Reporter 24"
)
MONTHS = _listed("January,February,March,April,May,June,July,August,September,October,November,December")
MORE = _listed(
    "Related stories,Most Popular,More from this section,You may also like,Latest news,Read more,Top stories,"
    "Recommended for you,More in World,Related Articles,Popular now,Don't miss,Up next,Elsewhere on this site,"
    "In other news,What others read,From the archive,Editor's picks,Also today,Around the region,Just in"
)
ALSO = (
    "ALSO ON THIS PAGE: ", "NOW READ- ", "Next | ", "More on this: ", "LINKED: ", "Compare: ", "READ: ", "Watch: ",
    "More: ", "• ", "Read next: ", "ALSO: ", "Background: ", "In pictures: ", "Further reading: ",
)  # fmt: skip
AFTER = (
    "Tags: courts, harbour", "Filed to: Parliament", "Write a comment", "Comments", "Join in", "Your reply",
    "0 Comments", "We never show your address. Fields with a star must be filled *", "Share this:",
    "Share Tweet Pin Print",
    "Advertisement", "Most Popular", "Follow us on Twitter", "Follow our coverage of the region",
    "Follow us for more on this story at https://example.org/hub", "Please enter your comment!", "View Comments",
    "Got a tip? Send it to our reporters.", "Read the full story on our site.", "Print this story",
    "Do you have a story to tell? Email our news desk.", "Topics: harbour / ferry", "Back to top", "« Older | Newer »",
    "Sign up for our newsletter to get the day's top stories in your inbox.", "Copyright 2020. All rights reserved.",
    "Labels: money, abroad", "3 replies", "This story was first printed elsewhere.", "Permalink",
)  # fmt: skip
BREAKS = (
    "(ENDS)",
    "-ends-",
    "##",
    "###",
    "* * *",
    "------",
    "____",
    "~ ~ ~",
    "=====",
    "• •",
    "END",
    "— 30 —",
    "***",
    "◆",
)
INSIDE = (
    "Advertisement", "ADVERTISEMENT", "Story continues below", "Article continues after ad", "Watch live", "Loading…",
    "Sign up for our morning mail", "Subscribe to keep reading", "Click to enlarge", "Play video",
)  # fmt: skip
SHARE = (
    "Share", "Share Pin Mail", "Facebook Twitter Email", "4 min read", "Listen to article", "Share on Facebook",
    "Tweet this", "Print | Email", "2 shares", "Save for later", "Copy link", "Text size A A A",
)  # fmt: skip
MENUS = (
    "Home | News | Sport | Weather", "Menu", "Skip to content", "Search this site", "Sign in | Register | Subscribe",
    "News » Abroad", "Home > Courts", "Contact | Imprint | Help", "Newsletters Podcasts Video",
    "Privacy | Cookies | Terms", "All posts in Money", "Topic: Transport", "Page 2 of 14", "This week in brief",
    "The morning list", "Archive: Schools",
)  # fmt: skip
DATELINES = (
    "(Reuters) - ", "LONDON (AP) — ", "(AFP) - ", "PARIS: ", "GENEVA, May 4 (Reuters) - ", "OSLO, Norway (NPA) — ",
    "LIMA (Andar) - ", "(NPA) — ", "HALE — ", "Cape Orr (AP) - ", "LAGOS, 3 June - ",
)  # fmt: skip


def date_line(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(2005, 2024)
    clock = f"{rng.randint(1, 12)}:{rng.randint(10, 59)}"
    forms = (
        f"{month} {day}, {year}", f"{day} {month} {year}", f"{year}-{rng.randint(1, 12):02d}-{day:02d}",
        f"about {rng.randint(2, 11)} hours old", f"{rng.randint(2, 50)} mins ago", f"{day}.{rng.randint(1, 12)}.{year}",
        f"Published {month} {day}, {year} at {clock} pm", f"Updated: {day}/{rng.randint(1, 12)}/{year}",
        f"{month[:3]} {day}, {year}, {clock} PM ET", f"{month[:3]}. {day} {year} {clock}",
        f"{rng.randint(1, 6)} days ago",
    )  # fmt: skip
    return rng.choice(forms)


def byline(rng: random.Random) -> str:
    who, other = rng.choice(NAMES), rng.choice(NAMES)
    forms = (
        f"By {who}", f"By {who} and {other}", f"by {who}", who, f"BY {who.upper()}", f"Written by {who}",
        f"Words: {who}",
        f"{who.upper()} and {other.upper()}", f"{who}, {rng.choice(SITES)}", f"Author: {who}", f"From {who} in Lima",
    )  # fmt: skip
    return rng.choice(forms)


def rights(rng: random.Random, site: str) -> str:
    year = rng.randint(2008, 2024)
    forms = (f"(c) {year} {site}", f"Copyright {year} {site}", f"© {site} {year}. No part may be copied.")
    return rng.choice(forms)


def slug(rng: random.Random, topic: str, title: str) -> str:
    """A wire's own name of a story."""
    word = re.sub(r"\W", "", title.split(maxsplit=1)[0]).upper()
    forms = (
        f"{topic.upper()}-{word}/ (LEAD {rng.randint(2, 5)})", f"{topic[:3].upper()}{rng.randint(100, 999)} {word}",
        f"{word.lower()}-{topic.lower()} {rng.randint(1, 9)}stLd", f"a{rng.randint(1000, 9999)} {topic}", f"[{word}]",
    )  # fmt: skip
    return rng.choice(forms)


def words_of(text: str, count: int) -> str:
    """The first words of a text, without what ends its sentence."""
    return " ".join(text.split()[:count]).strip(" .,;:")
