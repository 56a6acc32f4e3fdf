"""Hostile text, and a tree that has it in every field: `hostile_tree()` is its data, `ONE_LINE` and `MARKDOWN` the texts."""

from typing import Any

RAN = "window.__ran=1"
SCRIPT = f"<script>{RAN}</script>"

# One-line fields show these as they stand.
ONE_LINE = [
    SCRIPT,
    f'<img src=x onerror="{RAN}">',
    f'"><svg onload={RAN}>',
    f"' onmouseover='{RAN}' autofocus onfocus='{RAN}' x='",
    f"</script>{SCRIPT}",
    f"</title></head><body onload={RAN}>{SCRIPT}",
    f'</textarea></style></template></noscript><iframe srcdoc="{SCRIPT}">',
    f"</svg></text></pre></blockquote></a></div>{SCRIPT}",
    f"<!-- {SCRIPT}",
    f"--> {SCRIPT} <!--",
    "<![CDATA[ x ]]> ]]> <?php echo 1 ?> <!DOCTYPE html>",
    "{{ 7 * 7 }} {% raw %} {% include 'mkdocs.yml' %} {# no #} ${7 * 7} #{7 * 7} <%= 7 * 7 %> ${`${1}`}",
    "--- title: mine ---",
    "---",
    f"[click](javascript:{RAN}) ![picture](https://evil.example/x.png) <javascript:{RAN}> [ref]: javascript:{RAN}",
    "**bold** __under__ *em* `code` ~~gone~~ ==mark== ++key++ ^up^ | cell | # no > no",
    "# heading { #mine .mine onclick=window.__ran=1 }",
    f'words {{: onclick="{RAN}" }} {{ onclick="{RAN}" }}',
    "- item",
    "1. item",
    "> quote",
    "back\\slash \\\\ \\n \\\" \\' \\u003cscript\\u003e \\* \\",
    "&lt;b&gt; &amp;lt; &#60;b&#62; &#x3C;i&#x3E; &copy &nbsp;x &",
    "\"double\" 'single' “curly” `tick` ``ticks``",
    f"javascript:{RAN}",
    f"data:text/html,{SCRIPT}",
    '[TOC] *[HTML]: x [^1] :material-check: :smile: !!! note --8<-- "mkdocs.yml" $math$ \\(math\\)',
    "wzxhzdk:0 klzzwxh:0001 hmac:0 <pre> amp;",
    "%3Cscript%3E ?trail=x.y&edition=z#there %",
    "$& $1 $$ $` $' %s {0} {x}",
    "constructor __proto__ toString hasOwnProperty",
    "=cmd|'/C calc'!A0",
    "שלום עולם 大きさ 😀",
    "yes",
    "x" * 10_000,
    "<" * 2_000,
]

# Markdown fields, and what readers must see of them.
MARKDOWN = [
    (SCRIPT, SCRIPT),
    (f'<img src=x onerror="{RAN}">', f'<img src=x onerror="{RAN}">'),
    (f"<div markdown>\n\n{SCRIPT}\n\n</div>", "<div markdown>"),
    (f"</div></section></script>{SCRIPT}", f"</div></section></script>{SCRIPT}"),
    (f"<!-- {SCRIPT}", f"<!-- {SCRIPT}"),
    ("<![CDATA[ x ]]> <?php echo 1 ?>", "<![CDATA[ x ]]> <?php echo 1 ?>"),
    ("{{ 7 * 7 }} {% raw %} {# no #} ${7 * 7}", "{{ 7 * 7 }} {% raw %} {# no #} ${7 * 7}"),
    (f'words {{: onclick="{RAN}" }}', f'words {{: onclick="{RAN}" }}'),
    (f"# heading {{ #mine onclick={RAN} }}", f"heading {{ #mine onclick={RAN} }}"),
    ("---\n\ntitle: mine\n\n---", "title: mine"),
    (f"```html onclick={RAN}\n{SCRIPT}\n\n\n{{{{ code }}}}\n```", f"{SCRIPT}"),
    (f"`{SCRIPT}`", SCRIPT),
    (f'[{SCRIPT}](https://example.org/"onclick={RAN})', SCRIPT),
    (f'[x](https://example.org/ "\' onclick={RAN} {SCRIPT}")', "x"),
    (f"<https://evil.example/{SCRIPT}>", "evil.example"),
    (f"| a | b |\n|---|---|\n| {SCRIPT} | {{{{ x }}}} |", SCRIPT),
    (f"> {SCRIPT}\n>\n> - {SCRIPT}", SCRIPT),
    ("&lt;script&gt; &#60;b&#62; \\<i\\> \\\\", "<script> <b> <i> \\"),
    ('[TOC] [^1] :smile: !!! note --8<-- "mkdocs.yml"', '[TOC] [^1] :smile: !!! note --8<-- "mkdocs.yml"'),
    ("x" * 10_000, "x" * 10_000),
    ("`" + "y" * 10_000 + "`", "y" * 10_000),
    ("[" + "z" * 3_000 + "](https://example.org/" + "z" * 3_000 + ")", "z" * 3_000),
    ("| " + "w" * 3_000 + " | b |\n|---|---|\n| c | d |", "w" * 3_000),
]
URL = "https://example.org/?a='b'&lt;script&quot;=(1)#%3Cscript%3E"
EDITION = "2026 & <b>'\"{{ x }}% ?#"


def name_of(kind: str, n: int) -> str:
    """A word that stands in one title and nowhere else, to search for it."""
    return f"{kind}word{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}"


def title_of(kind: str, n: int) -> str:
    """The n-th hostile title of a question, a verdict or an article."""
    return f"{ONE_LINE[n]} {name_of(kind, n)}" if n % 2 else f"{name_of(kind, n)} {ONE_LINE[n]}"


def hostile_tree() -> dict[str, Any]:
    """One question, verdict, article and example for each text; every question leads to its verdict or the next one."""
    many = range(len(ONE_LINE))
    marks = [MARKDOWN[n % len(MARKDOWN)][0] for n in many]
    return {
        "guide": {
            "title": "Hostile? " + " ".join(ONE_LINE[:12]),
            "summary": " ".join(ONE_LINE[10:34]),
            "edition": EDITION,
            "reviewed": "2026-11-21",
            "review_due": "2999-11-21",
            "owner": "\n\n".join(text for text, _ in MARKDOWN),
            "about": "\n\n".join(text for text, _ in MARKDOWN),
            "changes": {f"{n} {text[:500]}": text for n, text in enumerate(ONE_LINE)},
        },
        "options": {f"o{n}": ONE_LINE[n] for n in (0, 2, 11, 21, 34)},
        "start": "q0",
        "articles": {f"a{n}": article(n, marks[n]) for n in many},
        "questions": {f"q{n}": question(n, marks[n]) for n in many},
        "verdicts": {
            f"v{n}": {
                "title": title_of("verdict", n),
                **({"recommends": ["o0", "o2", "o11", "o21", "o34"][n % 5]} if n % 3 else {}),
                "strength": [{"strength": "split", "when": {f"q{n}": "stop"}}, {"strength": "strong"}],
                "summary": [{"text": marks[n - 3], "when": {f"q{n}": "stop"}}, {"text": marks[n]}],
                "unless": [marks[n], {"text": marks[n - 1], "when": {"q0": "asked"}}],
                "next_steps": [marks[n], {"text": marks[n - 2], "when": {f"q{n}": "stop"}}],
                "see_also": [{"verdict": f"v{n - 1 if n else len(ONE_LINE) - 1}", "when": {f"q{n}": "stop"}}],
                "excerpts": [
                    f"a{n}/e",
                    {"excerpt": f"a{n - 1 if n else len(ONE_LINE) - 1}/e", "when": {"q0": "asked"}},
                ],
            }
            for n in many
        },
        "examples": {
            f"x{n}": {
                "title": f"example {ONE_LINE[n]}",
                "answers": {**{f"q{k}": "on" for k in range(n)}, f"q{n}": "stop"},
                "verdict": f"v{n}",
                "excerpts": [f"a{n}/e"],
            }
            for n in range(len(ONE_LINE) - 1)
        },
        "retired": {"old-page": "q3", "old-article/e": "a4/e", "q1/gone": "q1/on"},
    }


def article(n: int, markdown: str) -> dict[str, Any]:
    """An article whose every field is hostile."""
    return {
        "title": title_of("article", n),
        **({"short": ONE_LINE[n][:24].strip()} if n % 2 else {}),
        "author": ONE_LINE[n],
        "published": "2020-02-29",
        "url": URL,
        "archived": URL,
        "about": markdown,
        "excerpts": {
            "e": {
                "quote": f"two words {ONE_LINE[n]}",
                "favours": [("o0", "o2", "o11", "o21", "o34")[n % 5], f"verdict:v{n}"][n % 3 % 2],
                "against": f"verdict:v{n - 1 if n else len(ONE_LINE) - 1}",
                "since": [{"note": markdown, "url": URL, "seen": "2026-11-21"}],
            }
        },
    }


def question(n: int, markdown: str) -> dict[str, Any]:
    """A question with a checklist, whose every field is hostile."""
    last = n == len(ONE_LINE) - 1
    return {
        "title": title_of("question", n),
        **({"short": ONE_LINE[n][:24].strip()} if n % 2 else {}),
        "explain": markdown,
        "checklist": {"item": ONE_LINE[n]},
        "excerpts": [f"a{n}/e"],
        "answers": {
            "stop": {
                "label": f"stop {ONE_LINE[n]}",
                "explain": markdown,
                "because": markdown,
                "count": "0",
                "leads_to": f"v{n}",
                "excerpts": [f"a{n}/e"],
            },
            "on": {"label": f"{ONE_LINE[n]} on", "count": "1", "leads_to": f"v{n}" if last else f"q{n + 1}"},
        },
    }
