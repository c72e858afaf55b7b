"""The chapters of RSSHub's manual, as its Chinese edition calls them."""

from collections.abc import Mapping
from types import MappingProxyType

CHAPTERS: Mapping[str, str] = MappingProxyType(
    {
        "anime": "二次元",
        "bbs": "论坛",
        "blog": "博客",
        "design": "设计",
        "finance": "金融",
        "forecast": "预报预警",
        "game": "游戏",
        "government": "政务消息",
        "journal": "科学期刊",
        "live": "直播",
        "multimedia": "音视频",
        "new-media": "新媒体",
        "other": "未分类",
        "picture": "图片",
        "program-update": "程序更新",
        "programming": "编程",
        "reading": "阅读",
        "shopping": "购物",
        "social-media": "社交媒体",
        "sport": "体育",
        "study": "学习",
        "traditional-media": "传统媒体",
        "travel": "出行旅游",
        "university": "大学通知",
    }
)
