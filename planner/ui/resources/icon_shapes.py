"""Outlines of the icons: Lucide (https://lucide.dev, ISC licence), 24 by 24 units, stroked.

Copyright (c) Lucide Contributors; parts copyright (c) Cole Bemis (Feather, MIT licence).
"""

# ruff: noqa: E501
from __future__ import annotations

from typing import Final

__all__ = ["SHAPES"]

SHAPES: Final[dict[str, str]] = {
    "start": "<g><path d='M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8'/><path d='M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z'/></g>",  # house
    "inventory": "<path d='M9 3H5a2 2 0 0 0-2 2v4m6-6h10a2 2 0 0 1 2 2v4M9 3v18m0 0h10a2 2 0 0 0 2-2V9M9 21H5a2 2 0 0 1-2-2V9m0 0h18'/>",  # table-2
    "dependencies": "<g><rect width='6' height='6' x='16' y='16' rx='1'/><rect width='6' height='6' x='2' y='16' rx='1'/><rect width='6' height='6' x='9' y='2' rx='1'/><path d='M5 16v-3a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v3m-7-4V8'/></g>",  # network
    "scores": "<path d='m12 14l4-4M3.34 19a10 10 0 1 1 17.32 0'/>",  # gauge
    "placement": "<g><rect width='18' height='18' x='3' y='3' rx='2'/><path d='M7.5 3v18M12 3v18m4.5-18v18'/></g>",  # columns-4
    "waves": "<g><rect width='18' height='18' x='3' y='4' rx='2'/><path d='M16 2v4M3 10h18M8 2v4m9 8h-6m2 4H7m0-4h.01M17 18h.01'/></g>",  # calendar-range
    "scenarios": "<g><circle cx='5' cy='6' r='3'/><path d='M12 6h5a2 2 0 0 1 2 2v7'/><path d='m15 9l-3-3l3-3'/><circle cx='19' cy='18' r='3'/><path d='M12 18H7a2 2 0 0 1-2-2V9'/><path d='m9 15l3 3l-3 3'/></g>",  # git-compare-arrows
    "roadmap": "<g><path d='M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z'/><path d='M14 2v5a1 1 0 0 0 1 1h5M8 18v-1m4 1v-6m4 6v-3'/></g>",  # file-chart-column
    "under_way": "<path d='m3 17l2 2l4-4M3 7l2 2l4-4m4-1h8m-8 6h8m-8 6h8'/>",  # list-checks
    "program": "<g><path d='M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242'/><path d='M12 12v9m4-5l-4-4l-4 4'/></g>",  # cloud-upload
    "search": "<g><path d='m21 21l-4.34-4.34'/><circle cx='11' cy='11' r='8'/></g>",  # search
    "undo": "<g><path d='M9 14L4 9l5-5'/><path d='M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11'/></g>",  # undo-2
    "redo": "<g><path d='m15 14l5-5l-5-5'/><path d='M20 9H9.5A5.5 5.5 0 0 0 4 14.5A5.5 5.5 0 0 0 9.5 20H13'/></g>",  # redo-2
    "run": "<path d='M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z'/>",  # play
    "stop": "<g><circle cx='12' cy='12' r='10'/><rect width='6' height='6' x='9' y='9' rx='1'/></g>",  # circle-stop
    "close": "<path d='M18 6L6 18M6 6l12 12'/>",  # x
    "pin": "<path d='M12 17v5M9 10.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-.76a2 2 0 0 0-1.11-1.79l-1.78-.9A2 2 0 0 1 15 10.76V7a1 1 0 0 1 1-1a2 2 0 0 0 0-4H8a2 2 0 0 0 0 4a1 1 0 0 1 1 1z'/>",  # pin
    "link": "<g><path d='M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71'/><path d='M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71'/></g>",  # link
    "ban": "<g><circle cx='12' cy='12' r='10'/><path d='M4.929 4.929L19.07 19.071'/></g>",  # ban
    "lock": "<g><rect width='18' height='11' x='3' y='11' rx='2' ry='2'/><path d='M7 11V7a5 5 0 0 1 10 0v4'/></g>",  # lock
    "warning": "<path d='m21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4m0 4h.01'/>",  # triangle-alert
    "error": "<g><circle cx='12' cy='12' r='10'/><path d='M12 8v4m0 4h.01'/></g>",  # circle-alert
    "note": "<g><circle cx='12' cy='12' r='10'/><path d='M12 16v-4m0-4h.01'/></g>",  # info
    "ok": "<g><circle cx='12' cy='12' r='10'/><path d='m9 12l2 2l4-4'/></g>",  # circle-check
    "export": "<g><path d='M12 15V3m9 12v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'/><path d='m7 10l5 5l5-5'/></g>",  # download
    "import": "<g><path d='M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z'/><path d='M14 2v5a1 1 0 0 0 1 1h5M8 13h2m4 0h2m-8 4h2m4 0h2'/></g>",  # file-spreadsheet
    "open": "<path d='m6 14l1.5-2.9A2 2 0 0 1 9.24 10H20a2 2 0 0 1 1.94 2.5l-1.54 6a2 2 0 0 1-1.95 1.5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h3.9a2 2 0 0 1 1.69.9l.81 1.2a2 2 0 0 0 1.67.9H18a2 2 0 0 1 2 2v2'/>",  # folder-open
    "save": "<g><path d='M15.2 3a2 2 0 0 1 1.4.6l3.8 3.8a2 2 0 0 1 .6 1.4V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z'/><path d='M17 21v-7a1 1 0 0 0-1-1H8a1 1 0 0 0-1 1v7M7 3v4a1 1 0 0 0 1 1h7'/></g>",  # save
    "programme": "<g><path d='M9.671 4.136a2.34 2.34 0 0 1 4.659 0a2.34 2.34 0 0 0 3.319 1.915a2.34 2.34 0 0 1 2.33 4.033a2.34 2.34 0 0 0 0 3.831a2.34 2.34 0 0 1-2.33 4.033a2.34 2.34 0 0 0-3.319 1.915a2.34 2.34 0 0 1-4.659 0a2.34 2.34 0 0 0-3.32-1.915a2.34 2.34 0 0 1-2.33-4.033a2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915'/><circle cx='12' cy='12' r='3'/></g>",  # settings
    "language": "<path d='m5 8l6 6m-7 0l6-6l2-3M2 5h12M7 2h1m14 20l-5-10l-5 10m2-4h6'/>",  # languages
    "light": "<g><circle cx='12' cy='12' r='4'/><path d='M12 2v2m0 16v2M4.93 4.93l1.41 1.41m11.32 11.32l1.41 1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41'/></g>",  # sun
    "dark": "<path d='M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401'/>",  # moon
    "command": "<path d='M15 6v12a3 3 0 1 0 3-3H6a3 3 0 1 0 3 3V6a3 3 0 1 0-3 3h12a3 3 0 1 0-3-3'/>",  # command
    "history": "<g><path d='M3 12a9 9 0 1 0 9-9a9.75 9.75 0 0 0-6.74 2.74L3 8'/><path d='M3 3v5h5m4-1v5l4 2'/></g>",  # history
    "plus": "<path d='M5 12h14m-7-7v14'/>",  # plus
    "minus": "<path d='M5 12h14'/>",  # minus
    "remove": "<path d='M10 11v6m4-6v6m5-11v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2'/>",  # trash-2
    "copy": "<g><rect width='14' height='14' x='8' y='8' rx='2' ry='2'/><path d='M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2'/></g>",  # copy
    "paste": "<g><path d='M11 14h10M16 4h2a2 2 0 0 1 2 2v1.344M17 18l4-4l-4-4'/><path d='M8 4H6a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h12a2 2 0 0 0 1.793-1.113'/><rect width='8' height='4' x='8' y='2' rx='1'/></g>",  # clipboard-paste
    "filter": "<path d='M10 20a1 1 0 0 0 .553.895l2 1A1 1 0 0 0 14 21v-7a2 2 0 0 1 .517-1.341L21.74 4.67A1 1 0 0 0 21 3H3a1 1 0 0 0-.742 1.67l7.225 7.989A2 2 0 0 1 10 14z'/>",  # funnel
    "columns": "<g><rect width='18' height='18' x='3' y='3' rx='2'/><path d='M9 3v18m6-18v18'/></g>",  # columns-3
    "sort": "<path d='m21 16l-4 4l-4-4m4 4V4M3 8l4-4l4 4M7 4v16'/>",  # arrow-up-down
    "down": "<path d='m6 9l6 6l6-6'/>",  # chevron-down
    "right": "<path d='m9 18l6-6l-6-6'/>",  # chevron-right
    "left": "<path d='m15 18l-6-6l6-6'/>",  # chevron-left
    "why": "<path d='M15 14c.2-1 .7-1.7 1.5-2.5c1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5c.7.7 1.3 1.5 1.5 2.5m0 4h6m-5 4h4'/>",  # lightbulb
    "flag": "<path d='M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528'/>",  # flag
    "zoom_in": "<g><circle cx='11' cy='11' r='8'/><path d='m21 21l-4.35-4.35M11 8v6m-3-3h6'/></g>",  # zoom-in
    "zoom_out": "<g><circle cx='11' cy='11' r='8'/><path d='m21 21l-4.35-4.35M8 11h6'/></g>",  # zoom-out
    "fit": "<path d='M8 3H5a2 2 0 0 0-2 2v3m18 0V5a2 2 0 0 0-2-2h-3M3 16v3a2 2 0 0 0 2 2h3m8 0h3a2 2 0 0 0 2-2v-3'/>",  # maximize
    "list": "<path d='M3 5h.01M3 12h.01M3 19h.01M8 5h13M8 12h13M8 19h13'/>",  # list
    "presenter": "<path d='M2 3h20m-1 0v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V3m4 18l5-5l5 5'/>",  # presentation
    "help": "<g><circle cx='12' cy='12' r='10'/><path d='M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3m.08 4h.01'/></g>",  # circle-question-mark
    "template": "<g><path d='M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83z'/><path d='M2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12'/><path d='M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17'/></g>",  # layers
    "weights": "<g><path d='M12 3v18m7-13l3 8a5 5 0 0 1-6 0zV7'/><path d='M3 7h1a17 17 0 0 0 8-2a17 17 0 0 0 8 2h1M5 8l3 8a5 5 0 0 1-6 0zV7m2 14h10'/></g>",  # scale
    "rules": "<path d='M10 5H3m9 14H3M14 3v4m2 10v4m5-9h-9m9 7h-5m5-14h-7m-6 5v4m0-2H3'/>",  # sliders-horizontal
    "sample": "<g><path d='M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594zM20 2v4m2-2h-4'/><circle cx='4' cy='20' r='2'/></g>",  # sparkles
    "team": "<g><path d='M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87'/><circle cx='9' cy='7' r='4'/></g>",  # users
    "milestone": "<path d='M12 13v8m0-18v3m6.172 0a2 2 0 0 1 1.414.586l2.06 2.06a1.207 1.207 0 0 1 0 1.708l-2.06 2.06a2 2 0 0 1-1.414.586H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z'/>",  # milestone
    "refresh": "<g><path d='M3 12a9 9 0 0 1 9-9a9.75 9.75 0 0 1 6.74 2.74L21 8'/><path d='M21 3v5h-5m5 4a9 9 0 0 1-9 9a9.75 9.75 0 0 1-6.74-2.74L3 16'/><path d='M8 16H3v5'/></g>",  # refresh-cw
    "decision": "<path d='M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z'/>",  # message-square
    "edit": "<path d='M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4'/>",  # pencil
    "question": "<g><path d='M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092a10 10 0 1 0-4.777-4.719'/><path d='M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3m.08 4h.01'/></g>",  # message-circle-question-mark
}
"""Name in this program to the body of an SVG."""
