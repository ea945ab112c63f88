"""Languages of the sound, by English name.

Words count in any case, codes only in capitals, and both only behind the title. A language that belongs to subtitles
(`French subs`, `SUB ITA`, `VOSTFR`) is no language of the sound.
"""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.releases._scan import Find, Name, Phrases

_WORDS = {
    "English": "english anglais",
    "French": "french truefrench vff vfq vf vf2 vfi francais français vof",
    "Spanish": "spanish castellano espanol español castilian espanhol",
    "Spanish (Latino)": "latino latin",
    "German": "german deutsch germandub videomann",
    "Italian": "italian italiano",
    "Danish": "danish dansk",
    "Dutch": "dutch nederlands",
    "Flemish": "flemish vlaams",
    "Japanese": "japanese japones",
    "Icelandic": "icelandic",
    "Chinese": "chinese mandarin cantonese 国语 國語 粤语 粵語 中文 国配 國配",
    "Russian": "russian rus",
    "Polish": "polish pldub dubpl lekpl lektor polski",
    "Vietnamese": "vietnamese",
    "Swedish": "swedish svenska swesub",
    "Norwegian": "norwegian norsk",
    "Finnish": "finnish suomi",
    "Turkish": "turkish turkce türkçe",
    "Portuguese": "portuguese portugues português",
    "Portuguese (Brazil)": "brazilian dublado",
    "Greek": "greek",
    "Korean": "korean",
    "Hungarian": "hungarian hundub magyar",
    "Hebrew": "hebrew hebdub",
    "Lithuanian": "lithuanian",
    "Czech": "czech",
    "Arabic": "arabic",
    "Hindi": "hindi",
    "Bulgarian": "bulgarian bgaudio",
    "Malayalam": "malayalam",
    "Ukrainian": "ukrainian ukr",
    "Slovak": "slovak",
    "Thai": "thai",
    "Romanian": "romanian rodubbed",
    "Latvian": "latvian",
    "Persian": "persian farsi",
    "Catalan": "catalan català",
    "Croatian": "croatian",
    "Serbian": "serbian",
    "Bosnian": "bosnian",
    "Estonian": "estonian",
    "Tamil": "tamil",
    "Telugu": "telugu",
    "Kannada": "kannada",
    "Bengali": "bengali",
    "Marathi": "marathi",
    "Urdu": "urdu",
    "Tagalog": "tagalog filipino",
    "Indonesian": "indonesian",
    "Malay": "malay",
    "Macedonian": "macedonian",
    "Slovenian": "slovenian",
    "Azerbaijani": "azerbaijani",
    "Uzbek": "uzbek",
    "Romansh": "romansh",
    "Georgian": "georgian",
    "Albanian": "albanian",
    "Afrikaans": "afrikaans",
    "Mongolian": "mongolian",
}
_CODES = {
    "English": "eng en",
    "French": "fr fre fra",
    "Spanish": "esp spa es",
    "German": "ger deu de",
    "Italian": "ita",
    "Danish": "dan dk",
    "Dutch": "nl dut nld",
    "Japanese": "jpn jap ja jp",
    "Icelandic": "ice isl",
    "Chinese": "chi chs cht zh zho big5",
    "Russian": "ru",
    "Polish": "pl pol",
    "Vietnamese": "vie",
    "Swedish": "swe sv se",
    "Norwegian": "nor",
    "Finnish": "fin fi",
    "Turkish": "tur tr",
    "Portuguese": "por pt",
    "Greek": "gre ell",
    "Korean": "kor ko kr",
    "Hungarian": "hun hu",
    "Hebrew": "heb",
    "Lithuanian": "lit",
    "Czech": "cz cze ces",
    "Arabic": "ara",
    "Hindi": "hin",
    "Bulgarian": "bul",
    "Ukrainian": "ua uk",
    "Slovak": "slo sk slk",
    "Thai": "tha",
    "Romanian": "ron rum ro",
    "Latvian": "lav lv",
    "Catalan": "cat",
    "Croatian": "hrv hr",
    "Serbian": "srp",
    "Estonian": "est",
    "Tamil": "tam",
    "Telugu": "tel",
    "Kannada": "kan",
    "Bengali": "ben",
    "Persian": "per fas",
}
_CLEAR_CODES = {  # are no words, so they count in any case
    "English": "eng",
    "French": "fra",
    "Spanish": "esp",
    "German": "ger deu",
    "Italian": "ita",
    "Japanese": "jpn",
    "Korean": "kor",
    "Czech": "cze ces",
    "Dutch": "nld",
    "Hindi": "hin",
    "Swedish": "swe",
}
_PHRASES = {
    "pt br": "Portuguese (Brazil)", "ptbr": "Portuguese (Brazil)", "por br": "Portuguese (Brazil)",
    "br por": "Portuguese (Brazil)", "es la": "Spanish (Latino)", "spa lat": "Spanish (Latino)", "lat": "Spanish (Latino)",
    "spanish latino": "Spanish (Latino)", "latin american spanish": "Spanish (Latino)", "es es": "Spanish",
    "pt pt": "Portuguese", "pl dub": "Polish", "dub pl": "Polish", "lek pl": "Polish", "hun dub": "Hungarian",
}  # fmt: skip
_CLAIMING = "sub subs subbed subtitle subtitles subtitled softsub softsubs hardsub legendas napisy sottotitoli"
_SELF_CONTAINED = (  # these say themselves whose they are, so the language beside them is the sound's
    "esub esubs msub msubs multisub multisubs engsub engsubs legendado nlsubs vostfr subfrench plsub subpl swesubs "
    "subforced subita nordicsubs dksubs hebsub subesp"
)  # fmt: skip


def _listed(table: dict[str, str]) -> dict[str, str]:
    return {word: language for language, words in table.items() for word in words.split()}


WORDS = _listed(_WORDS)

PHRASES = (
    Phrases("language", WORDS),
    Phrases("language", _PHRASES),
    Phrases("language", _listed(_CLEAR_CODES)),
    Phrases("language", _listed(_CODES), cased=True),
    Phrases("subtitles", dict.fromkeys(_CLAIMING.split(), True)),
    Phrases("subtitles", dict.fromkeys(_SELF_CONTAINED.split(), False)),
    Phrases("multi", {"dual": "dual", "dual audio": "dual", "multi": "multi", "multi audio": "multi"}),
    Phrases("multi", {"dl": "dl", "ml": "ml", "dual lang": "dual"}, cased=True),
)  # fmt: skip


def decide(name: Name, finds: Sequence[Find]) -> list[str]:
    """English names in order of place; `["Unknown"]` when none is said."""
    languages: list[str] = []
    for number, find in enumerate(finds):
        if find.property != "language" or _is_of_subtitles(name, finds, number):
            continue
        if find.value not in languages:
            languages.append(find.value)
    marks = {find.value for find in finds if find.property == "multi"}
    if "German" in languages and marks & {"dl", "ml"}:
        languages += [more for more in _german_extra(marks) if more not in languages]
    return languages or ["Unknown"]


def _german_extra(marks: set[str]) -> list[str]:
    return ["Original", "English"] if "ml" in marks else ["Original"]


def _is_of_subtitles(name: Name, finds: Sequence[Find], number: int) -> bool:
    """Right before the word for subtitles (`Eng Subs`), or in the row of languages right behind it (`SUB ITA ENG`)."""
    find = finds[number]
    if number + 1 < len(finds) and _claims(name, find, finds[number + 1]):
        return True
    for earlier in range(number - 1, max(number - _LONGEST_ROW, 0) - 1, -1):
        if finds[earlier].last != finds[earlier + 1].first - 1:
            return False
        if finds[earlier].property == "language":
            continue
        # "ENG SUBS GER": what stands before the word has claimed it
        is_taken = (
            earlier > 0 and finds[earlier - 1].property == "language" and name.words[finds[earlier].first].endswith("s")
        )
        return not is_taken and _claims(name, finds[earlier + 1], finds[earlier])
    return False


_LONGEST_ROW = 8


def _claims(name: Name, language: Find, mark: Find) -> bool:
    """Whether a word for subtitles stands beside a language with no bracket between."""
    if mark.property != "subtitles" or not mark.value:
        return False
    one, other = (language, mark) if language.start < mark.start else (mark, language)
    between = name.text[one.end : other.start]
    return one.last + 1 == other.first and not any(character in "()[]{}" for character in between)
