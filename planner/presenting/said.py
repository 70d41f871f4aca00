"""Sentences of answers in the window's language, with names in place of ids."""

from __future__ import annotations

from planner.errors import Message
from planner.model.insight import TOSS_UP, Flip, FrontierPlan, RulePrice
from planner.presenting.view import View
from planner.wording import has, worded
from planner.wording.names import limit_name

__all__ = ["field_words", "flip_words", "point_name", "rule_label", "said_words"]

TARGETS = ("target", "other")
NAMES_SHOWN = 4


def said_words(view: View, said: Message) -> str:
    """Say a sentence; targets, factors and workloads by their names where it gives their ids."""
    params: dict[str, object] = {}
    for key, given in said.params.items():
        value = worded(given, view.language)
        params[key] = value
        if key in TARGETS:
            params[key] = view.target_name(value)
        elif key == "value":
            known = {target.id for target in view.document.programme.targets}
            params[key] = view.target_name(value) if value in known else value
        elif key == "factor" and has(f"common.factor.{value}"):
            params[key] = view.say(f"common.factor.{value}")
        elif key == "names":
            names = [view.workload_name(name) for name in value.split(", ")]
            params[key] = view.say("rules.list").join(names)
    if said.key == "questioning.reason.decision" and not params.get("who"):
        return view.say("ui_why.reason.decision", **params)
    if said.key == "questioning.reason.withdrawn" and not params.get("who"):
        return view.say("ui_ask.reason.withdrawn", **params)
    return view.say(said.key, **params)


def field_words(view: View, key: str) -> str:
    """Name of a field; its key where it has none."""
    rooms = ("fields", "ui_rules.derived")
    return next((view.say(f"{room}.{key}") for room in rooms if has(f"{room}.{key}")), key)


def flip_words(view: View, flip: Flip) -> str:
    """Say what would send a workload elsewhere."""
    target = view.target_name(flip.to_target)
    if flip.what == "weight":
        name = view.say(f"common.factor.{flip.name}")
        before, after = (f"{round(100 * n, 1):g}%" for n in (flip.before, flip.after))
        key = "questioning.flip.weight"
    elif flip.what == "cost":
        name = view.target_name(flip.name)
        share = f"{flip.share * 100:.1f}%"
        key = "questioning.flip.toss" if flip.share < TOSS_UP else "questioning.flip.cost"
        return _known(view, flip, view.say(key, name=name, share=share, target=target))
    else:
        name, key = field_words(view, flip.name), "ui_why.flip.indicator"
        before, after = (f"{round(n, 1):g}" for n in (flip.before, flip.after))
    words = view.say(key, name=name, before=before, after=after, target=target)
    return _known(view, flip, words)


def _known(view: View, flip: Flip, words: str) -> str:
    """Say how it is known; a cost is changed in the problem itself, nothing is assessed anew."""
    known = "proven" if flip.proven else "tried" if flip.tried else "about"
    known = "placed" if flip.proven and flip.what == "cost" else known
    return view.say(f"ui_ask.flip.{known}", flip=words)


def point_name(view: View, point: FrontierPlan) -> str:
    """Name of a plan of the frontier; empty where it has none."""
    for key in (point.name, f"questioning.{point.name}", f"questioning.frontier.{point.name}"):
        if "." in key and has(key):
            return view.say(key)
    return point.name


def rule_label(view: View, price: RulePrice) -> str:
    """Name of a rule that was priced, in the user's words; its label where it has none."""
    rule, say = price.rule, view.say
    names = " + ".join(view.workload_name(name) for name in rule.names[:NAMES_SHOWN])
    if len(rule.names) > NAMES_SHOWN:
        names += " …"
    if rule.kind in ("limit", "wave_limit") and rule.id is not None:
        return worded(limit_name(rule.id, view.document.programme), view.language)
    decision = price.label.partition(" ")[0]
    if rule.kind == "allowed" and decision in ("pin_target", "ban_target"):
        target = view.target_name(rule.id or "")
        return say(f"ui_questions.rule.{decision}", names=names, target=target)
    if rule.kind == "allowed":
        rules = view.study.rules.compliance if view.study is not None else ()
        named = [one.name.say(view.language) for one in rules if one.key == rule.id]
        return named[0] if named else price.label
    if rule.kind == "principle":
        return say(f"rules.principle.{rule.id}")
    if rule.kind in ("freeze", "pin_wave", "together"):
        return say(f"ui_ask.rule.{rule.kind}", name=rule.id, names=names, wave=rule.wave)
    if rule.kind in ("same_target", "apart"):
        return say(f"ui_questions.rule.{rule.kind}", names=names)
    if rule.kind in ("same", "apart_by"):
        return say(f"rules.{rule.kind}", names=names, id=say(f"rules.attribute.{rule.id}"))
    if rule.kind == "ready_wave" and rule.wave is None:
        return say("rules.ready_wave.any", id=view.target_name(rule.id or ""))
    if rule.kind == "ready_wave":
        target = view.target_name(rule.id or "")
        return say("ui_questions.rule.ready_wave", target=target, wave=rule.wave)
    return price.label
