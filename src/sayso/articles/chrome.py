"""The general vocabulary of what stands around a story on a news page: small tables, and the patterns of meta lines.

The tables hold words every news site uses for the same thing; nothing in them is particular to one site.
"""

from __future__ import annotations

import re

from sayso.times.words import MONTH


def _starts(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\W*(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


# Headings under which other stories stand.
MORE = _starts(
    r"also (?:read|see|on|watch)",
    r"read (?:also|more|next|this|all|the)",
    r"more (?:from|on|in|about|stories|news|for|to|top|like)",
    r"see (?:also|more|all)",
    r"related(?: \w+)?",
    r"recommended",
    r"most (?:popular|read|viewed|shared|commented|recent|watched)",
    r"popular",
    r"trending",
    r"top (?:stories|news|posts|\d+)",
    r"latest(?: \w+)?",
    r"recent (?:posts|stories|articles|news)",
    r"you (?:may|might) (?:also )?(?:like|be interested|enjoy)",
    r"don'?t miss",
    r"don’t miss",
    r"up next",
    r"watch(?: next| also| now|:)",
    r"editor['’]?s['’]? (?:picks?|choice)",
    r"must[- ]reads?",
    r"what to read next",
    r"around the web",
    r"from the web",
    r"(?:previous|next) (?:article|post|story)",
    r"(?:in )?other news",
    r"sponsored(?: \w+)?",
    r"promoted(?: \w+)?",
    r"paid post",
    r"partner content",
    r"featured(?: \w+)?",
    r"in case you missed it",
    r"just in",
    r"headlines",
    r"stories you",
    r"continue reading",
    r"further reading",
    r"similar (?:posts|articles|stories)",
    r"elsewhere on",
    r"hot topics",
)
# Headings and lines of a comment section.
COMMENT = _starts(
    r"(?:view |show |hide |all |post |add |leave |write |see |no |click to |start the |\d[\d,]* )*(?:an? "
    r"|your |the )?(?:comments?|repl(?:y|ies)|conversation|responses?)",
    r"join the (?:conversation|discussion|debate)",
    r"log ?in to (?:comment|reply|post|leave)",
    r"sign in to (?:comment|reply)",
    r"e-?mail address will not",
    r"be the first to",
    r"you must be logged in",
    r"report abuse",
    r"comments? (?:are|is) (?:closed|off|now)",
    r"sort by",
    r"newest first",
    r"flag(?: as)?",
    r"upvote",
    r"discuss(?:ion)?",
    r"name \*",
    r"email \*",
    r"save my name",
)
# A box that asks for the reader's address.
NEWSLETTER = re.compile(
    r"\W*(?:sign(?:ing)? up|subscribe|register|enter your|get|join|receive)\b.{0,90}"
    r"\b(?:newsletters?|inbox|e-?mails?|e-?mail address|briefing|mailing list)\b",
    re.IGNORECASE,
)
# Words and phrases, by what they are for; looked up as one, two or three words in lower case.
CALL = _phrases(
    """share this, share on, share via, share it, share with, share to, share your, share the, tweet, retweet, email
    this, e-mail, email, print, email address, print this, print article, printer friendly, whatsapp, pinterest,
    reddit, linkedin, tumblr, flipboard, telegram, instagram, youtube, copy link, subscribe, subscriber,
    subscribers, subscription, subscriptions, newsletter, newsletters, sign up, signup, sign in, log in, login, log
    out, logout, register, follow us, follow, followers, like us, join us, download the, download our, get our, get
    the latest, breaking news, inbox, donate, support us, support our, contact us, about us, advertise, advertise
    with, click here, tap here, bookmark, notifications, alerts, app store, google play, rss, feedback, send us,
    facebook, twitter, become a member, free trial, delivered to, mailing list, unsubscribe, whatsapp channel, send it,
    got a, have a story, news desk, newsdesk, our reporters, full story"""
)
LEGAL = _phrases(
    """copyright, all rights, rights reserved, right reserved, privacy, privacy policy, terms of, terms and, cookie,
    cookies, gdpr, disclaimer, permissions, accessibility, sitemap, may not be, reproduced, ad choices, adchoices,
    powered by, trademark, trademarks, licensed, redistributed, registered in"""
)
MENU = _phrases(
    """home, homepage, menu, section, sections, search, skip to, navigation, navigate, close, open, toggle, back to,
    top of page, next, previous, prev, category, categories, tag, tags, topic, topics, filed under, archive,
    archives, career, careers, jobs, obituaries, classifieds, horoscope, horoscopes, crossword, crosswords, puzzles,
    weather, sport, sports, opinion, entertainment, lifestyle, video, videos, photo, photos, gallery, galleries,
    podcast, podcasts, events, shop, world, politics, business, technology, health, science, travel, more, faq,
    faqs, help, settings, account, profile, edition, loading, play, views, login, contact, about, staff, advertising"""
)
PICTURE = _phrases(
    """photo by, photos by, photo, photos, photograph, photographs, photographer, picture, pictures, pictured, image,
    images, getty, shutterstock, file, credit, courtesy, handout, caption, illustration, screengrab, screenshot,
    reuters, afp, epa, ap photo, alamy, istock, flickr, wikimedia, enlarge, slideshow, left, right, center, via
    getty, file photo"""
)
ADVERT = _starts(
    r"-?\s*adverti[sz]e?ments?",
    r"ads?",
    r"sponsor(?:ed)?",
    r"story continues",
    r"article continues",
    r"continues? below",
    r"scroll (?:to|down|for)",
    r"promo",
)
CAPTION_START = re.compile(
    r"\W*(?:file(?: photo)?\s*[-–—:]|(?:photo|image|picture|credit|caption|photograph|illustration"
    r"|video)s?\s*(?:credits?|courtesy|source|caption)?\s*(?:by\b|of\b|[:/|©]))",
    re.IGNORECASE,
)
CAPTION_END = re.compile(
    r"[(\[|/–—-]?\s*(?:AP|AFP|Reuters|EPA|Getty(?: Images)?|(?:File |Handout |AP |Reuters |AFP "
    r"|Courtesy )?(?:Photo|Image|Picture|Photograph)s?)\b[^.()]{0,60}[)\]]?\W*$"
)
# The line about an author below a story: "Ada Roe is a reporter at ..., covering ..."
WRITER = re.compile(
    r"\W*(?:[A-Z][\w.’'-]+\s+){2,4}(?:is|was|has been|covers|writes|reports)\b.{0,80}?\b(?:reporter"
    r"|correspondent|writer|editor|journalist"
    r"|producer|columnist|contributor|fellow|author|professor|blogger|for|about|at)\b"
)
# A picture's credit at the end of its caption: "(AP Photo/Ada Roe)", "(Ada Roe / Getty Images)", "CreditAda Roe"
CREDIT = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:Photos?|Images|Pictures?|Handout|[Vv]ia (?:AP|Getty|Reuters|AFP|AAP"
    r"|EPA))\b[^()\[\]]{0,60}[)\]]\W*$"
    r"|[/|]\s?(?:AP|AFP|EPA|Reuters|Getty(?: Images)?)\)\W*$|\bCredit[A-Z:].{0,80}$|^\W*FILE\b.{0,40}\bphoto\b"
)
DATE = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+{MONTH},?\s+\d{{4}}|\d{{4}}[-/.]\d\d[-/.]\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|\b\d+\s*(?:seconds?|mins?|minutes?|hours?|hrs?|days?"
    r"|weeks?|months?|years?|[hmd])\s+ago\b|\b\d+\s*min(?:ute)?s?\s+read\b",
    re.IGNORECASE,
)
# Words by which a page says that it was changed, in the languages of the news read most; within a pattern.
CHANGED = (
    r"(?:updated?|modified|edited|revised|lastmod|aktualisiert|ge[aä]ndert|überarbeitet|bearbeitet|mis(?:e)? à jour"
    r"|modifiée?|actualisée?|actualizad[oa]|actualización|modificad[oa]|aggiornat[oa]|aggiornamento|modificat[oa]"
    r"|atualizad[oa]|atualização|bijgewerkt|gewijzigd|uppdaterad|opdateret|oppdatert|päivitetty|zaktualizowano"
    r"|aktualizacja|aktualizováno|güncelleme|güncellendi|обновлен[оа]?|изменен[оа]?|оновлено)"
)
DATE_CUE = re.compile(
    r"\W*(?:(?:first |last )?(?:published|posted|updated|modified|created)|date|publication date|dated)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?i:\W*(?:(?:(?:written|posted|reported|story|words|published|article) )?by:?\s+|authors?:\s*|from\s+))(?=[A-Z])"
)
RULE = re.compile(r"[\W_]*$")  # no letter or digit: "* * *", "-----"
END_MARK = re.compile(
    r"\W*(?:\(?ends?\)?|-?30-?|###+)\W*$|\W*\(?(?:additional |with )?(?:reporting|writing|editing|compiled"
    r"|translated|edited|written|reported)\b[^.]{0,40}\bby\b",
    re.IGNORECASE,
)
FILED = re.compile(
    r"\W*(?:filed under|tags?|categor(?:y|ies)|topics?|labels?|keywords?|posted in|sections?)\s*(?::|$|under|in\b)",
    re.IGNORECASE,
)
FUNCTION_WORDS = _words(
    """a an the and or but of to in on at by for from with as is are was were be been has have had will would could
    should may might can that this these those it its he she they his her their them we our who which what when where
    not no more than after before about into over under against between while also said says"""
)
