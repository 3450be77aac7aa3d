"""The general vocabulary of what stands around a story on a news page: small tables, and the patterns of meta lines.

The tables hold words every news site uses for the same thing; nothing in them is particular to one site.
"""

from __future__ import annotations

import re


def _starts(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\W*(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


def _holds(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


# Headings under which other stories stand.
MORE = _starts(
    r"also (?:read|see|on|watch)", r"read (?:also|more|next|this|all|the)", r"more (?:from|on|in|about|stories|news|for|to|top|like)",
    r"see (?:also|more|all)", r"related(?: \w+)?", r"recommended", r"most (?:popular|read|viewed|shared|commented|recent|watched)",
    r"popular", r"trending", r"top (?:stories|news|posts|\d+)", r"latest(?: \w+)?", r"recent (?:posts|stories|articles|news)",
    r"you (?:may|might) (?:also )?(?:like|be interested|enjoy)", r"don'?t miss", r"don’t miss", r"up next", r"watch(?: next| also| now|:)",
    r"editor['’]?s['’]? (?:picks?|choice)", r"must[- ]reads?", r"what to read next", r"around the web", r"from the web",
    r"(?:previous|next) (?:article|post|story)", r"(?:in )?other news", r"sponsored(?: \w+)?", r"promoted(?: \w+)?", r"paid post",
    r"partner content", r"featured(?: \w+)?", r"in case you missed it", r"just in", r"headlines", r"stories you", r"continue reading",
    r"further reading", r"similar (?:posts|articles|stories)", r"elsewhere on", r"hot topics",
)
# Headings and lines of a comment section.
COMMENT = _starts(
    r"(?:view |show |hide |all |post |add |leave |write |see |no |click to |start the |\d[\d,]* )*(?:an? |your |the )?(?:comments?|repl(?:y|ies)|conversation|responses?)",
    r"join the (?:conversation|discussion|debate)", r"log ?in to (?:comment|reply|post|leave)", r"sign in to (?:comment|reply)",
    r"your email address will not be published", r"be the first to", r"you must be logged in", r"report abuse", r"comments? (?:are|is) (?:closed|off|now)",
    r"sort by", r"newest first", r"flag(?: as)?", r"upvote", r"discuss(?:ion)?", r"name \*", r"email \*", r"save my name",
)
# Calls to share, subscribe, sign in, follow.
CALL = _holds(
    r"share (?:this|on|via|it|with|to|your|the)", r"tweet(?: this)?", r"e-?mail(?: this| address)", r"print (?:this|article|page|friendly)", r"whatsapp", r"pinterest", r"reddit",
    r"linkedin", r"tumblr", r"flipboard", r"telegram", r"instagram", r"copy link", r"subscribe(?:rs?)?", r"subscriptions?", r"newsletters?", r"sign ?up", r"sign ?in",
    r"log ?in", r"log ?out", r"register", r"follow (?:us|me|@?\w+ on)", r"follow", r"like us", r"join us", r"download (?:the|our)", r"get (?:our|the latest|breaking)", r"inbox",
    r"donate", r"support (?:us|our)", r"contact us", r"about us", r"advertise(?: with)?", r"click here", r"tap here", r"bookmark", r"notifications?",
    r"alerts?", r"app store", r"google play", r"rss", r"feedback", r"send (?:us|tips?)", r"facebook", r"twitter", r"become a member", r"free trial", r"delivered to",
)  # fmt: skip
LEGAL = _holds(
    r"copyright", r"all rights? reserved", r"privacy(?: policy| notice| statement)?", r"terms (?:of|and|&)(?: \w+)?", r"cookies?(?: policy)?", r"gdpr", r"disclaimer", r"permissions",
    r"accessibility", r"sitemap", r"may not be (?:published|reproduced|copied)", r"ad ?choices", r"powered by", r"trademarks?", r"licen[cs]ed?", r"redistributed",
)  # fmt: skip
ADVERT = _starts(r"-?\s*adverti[sz]e?ments?", r"ads?", r"sponsor(?:ed)?", r"story continues", r"article continues", r"continues? below", r"scroll (?:to|down|for)", r"promo")
MENU = _holds(
    r"home(?: ?page)?", r"menu", r"sections?", r"search", r"skip to", r"navigation", r"navigate", r"close", r"open", r"toggle", r"back to", r"top of page", r"next", r"previous", r"prev",
    r"categor(?:y|ies)", r"tags?", r"topics?", r"filed under", r"archives?", r"careers?", r"jobs", r"obituaries", r"classifieds?", r"horoscopes?", r"crosswords?", r"puzzles",
    r"weather", r"sports?", r"opinion", r"entertainment", r"lifestyle", r"videos?", r"photos?", r"galler(?:y|ies)", r"podcasts?", r"events", r"shop", r"world", r"politics", r"business",
    r"technology", r"health", r"science", r"travel", r"more", r"faqs?", r"help", r"settings", r"account", r"profile", r"edition", r"loading", r"play", r"views?",
)  # fmt: skip
PICTURE = _holds(
    r"photos? by", r"photos?", r"photograph(?:s|er)?(?: by)?", r"pictures?", r"pictured", r"images?", r"getty", r"shutterstock", r"file", r"credit", r"courtesy(?: of)?", r"handout",
    r"caption", r"illustration", r"screengrab", r"screenshot", r"reuters", r"afp", r"epa", r"ap photo", r"alamy", r"istock", r"flickr", r"wikimedia", r"enlarge", r"slideshow",
)  # fmt: skip
CAPTION_START = re.compile(
    r"\W*(?:file(?: photo)?\s*[-–—:]|(?:photo|image|picture|credit|caption|photograph|illustration|video)s?\s*(?:credits?|courtesy|source|caption)?\s*(?:by\b|of\b|[:/|©]))",
    re.IGNORECASE,
)
CAPTION_END = re.compile(
    r"[(\[|/–—-]?\s*(?:AP|AFP|Reuters|EPA|Getty(?: Images)?|(?:File |Handout |AP |Reuters |AFP |Courtesy )?(?:Photo|Image|Picture|Photograph)s?)\b[^.()]{0,60}[)\]]?\W*$"
)
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
DATE = re.compile(
    rf"\b(?:{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+\d{{4}}|\d{{4}}[-/.]\d\d[-/.]\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|{MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|\b\d+\s*(?:seconds?|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|[hmd])\s+ago\b|\b\d+\s*min(?:ute)?s?\s+read\b", re.IGNORECASE)
DATE_CUE = re.compile(r"\W*(?:(?:first |last )?(?:published|posted|updated|modified|created)|date|publication date|dated)\b", re.IGNORECASE)
BYLINE = re.compile(r"\W*(?:(?:written |posted |reported |story |words |published |article )?by:?\s+|authors?:\s*|from\s+)(?=[A-Z])")
RULE = re.compile(r"[\W_]*$")  # no letter or digit: "* * *", "-----"
END_MARK = re.compile(r"\W*(?:\(?ends?\)?|-?30-?|###+)\W*$|\W*\(?(?:additional |with )?(?:reporting|writing|editing|compiled|translated|edited|written|reported)\b[^.]{0,40}\bby\b", re.IGNORECASE)
FILED = re.compile(r"\W*(?:filed under|tags?|categor(?:y|ies)|topics?|labels?|keywords?|posted in|sections?)\s*(?::|$|under|in\b)", re.IGNORECASE)
FUNCTION_WORDS = frozenset(
    "a an the and or but of to in on at by for from with as is are was were be been has have had will would could should may might can that this these those it its he she they "
    "his her their them we our who which what when where not no more than after before about into over under against between while also said says".split()
)
