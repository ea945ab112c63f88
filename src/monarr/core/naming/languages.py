"""Codes of languages: ISO 639-2 as files have them, two letters as names have them. Source: the code list of the
Library of Congress (ISO 639-2), which is both for bibliography (`ger`) and terminology (`deu`)."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


_TERMS = _pairs(
    "alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu gre:ell ice:isl mac:"
    "mkd mao:mri may:msa per:fas rum:ron slo:slk tib:bod wel:cym scr:hrv scc:srp"
)
_TWO_LETTERS = _pairs("""
    aar:AA abk:AB ave:AE afr:AF aka:AK amh:AM arg:AN ara:AR asm:AS ava:AV aym:AY aze:AZ bak:BA bel:BE bul:BG bih:BH
    bis:BI bam:BM ben:BN bod:BO bre:BR bos:BS cat:CA che:CE cha:CH cos:CO cre:CR ces:CS chu:CU chv:CV cym:CY dan:DA
    deu:DE div:DV dzo:DZ ewe:EE ell:EL eng:EN epo:EO spa:ES est:ET eus:EU fas:FA ful:FF fin:FI fij:FJ fao:FO fra:FR
    fry:FY gle:GA gla:GD glg:GL grn:GN guj:GU glv:GV hau:HA heb:HE hin:HI hmo:HO hrv:HR hat:HT hun:HU hye:HY her:HZ
    ina:IA ind:ID ile:IE ibo:IG iii:II ipk:IK ido:IO isl:IS ita:IT iku:IU jpn:JA jav:JV kat:KA kon:KG kik:KI kua:KJ
    kaz:KK kal:KL khm:KM kan:KN kor:KO kau:KR kas:KS kur:KU kom:KV cor:KW kir:KY lat:LA ltz:LB lug:LG lim:LI lin:LN
    lao:LO lit:LT lub:LU lav:LV mlg:MG mah:MH mri:MI mkd:MK mal:ML mon:MN mar:MR msa:MS mlt:MT mya:MY nau:NA nob:NB
    nde:ND nep:NE ndo:NG nld:NL nno:NN nor:NO nbl:NR nav:NV nya:NY oci:OC oji:OJ orm:OM ori:OR oss:OS pan:PA pli:PI
    pol:PL pus:PS por:PT que:QU roh:RM run:RN ron:RO rus:RU kin:RW san:SA srd:SC snd:SD sme:SE sag:SG sin:SI slk:SK
    slv:SL smo:SM sna:SN som:SO sqi:SQ srp:SR ssw:SS sot:ST sun:SU swe:SV swa:SW tam:TA tel:TE tgk:TG tha:TH tir:TI
    tuk:TK tgl:TL tsn:TN ton:TO tur:TR tso:TS tat:TT twi:TW tah:TY uig:UG ukr:UK urd:UR uzb:UZ ven:VE vie:VI vol:VO
    wln:WA wol:WO xho:XH yid:YI yor:YO zha:ZA zho:ZH zul:ZU
""")
# as English names have them; regional ones as TMDB's translations have them
_OF_NAME = {
    "Afrikaans": "AF", "Albanian": "SQ", "Arabic": "AR", "Azerbaijani": "AZ", "Basque": "EU", "Belarusian": "BE",
    "Bengali": "BN", "Bosnian": "BS", "Bulgarian": "BG", "Catalan": "CA", "Chinese": "ZH", "Croatian": "HR",
    "Czech": "CS", "Danish": "DA", "Dutch": "NL", "English": "EN", "Estonian": "ET", "Finnish": "FI",
    "Flemish": "NL", "French": "FR", "Galician": "GL", "Georgian": "KA", "German": "DE", "Greek": "EL",
    "Hebrew": "HE", "Hindi": "HI", "Hungarian": "HU", "Icelandic": "IS", "Indonesian": "ID", "Irish": "GA",
    "Italian": "IT", "Japanese": "JA", "Kannada": "KN", "Kazakh": "KK", "Khmer": "KM", "Korean": "KO",
    "Latin": "LA", "Latvian": "LV", "Lithuanian": "LT", "Macedonian": "MK", "Malay": "MS", "Malayalam": "ML",
    "Marathi": "MR", "Mongolian": "MN", "Norwegian": "NO", "Persian": "FA", "Polish": "PL", "Portuguese": "PT",
    "Portuguese (Brazil)": "PT-BR", "Punjabi": "PA", "Romanian": "RO", "Romansh": "RM", "Russian": "RU",
    "Serbian": "SR", "Slovak": "SK", "Slovenian": "SL", "Spanish": "ES", "Spanish (Latino)": "ES-MX",
    "Swedish": "SV", "Tagalog": "TL", "Tamil": "TA", "Telugu": "TE", "Thai": "TH", "Turkish": "TR",
    "Ukrainian": "UK", "Urdu": "UR", "Uzbek": "UZ", "Vietnamese": "VI", "Welsh": "CY", "Yiddish": "YI",
    "Zulu": "ZU",
}  # fmt: skip
_OF_LOWER_NAME = {name.lower(): code for name, code in _OF_NAME.items()}


def code_of_stream(language: str) -> str:
    """`DE` for `ger` and `deu`; a language without two letters in capitals of its own code. "" for "und" and nothing."""
    code = language.strip().lower().partition("-")[0]
    if code in ("", "und"):
        return ""
    return _TWO_LETTERS.get(_TERMS.get(code, code), code.upper())


def code_of_name(name: str) -> str:
    """`DE` for `German`; a code is given back in capitals."""
    return _OF_LOWER_NAME.get(name.lower(), name.upper())
