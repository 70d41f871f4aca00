# ruff: noqa: E501 - word lists read best as lines of words
"""Spellings of choices in Italian and Japanese, and what other languages add; folded, by blanks."""

from __future__ import annotations

from typing import Final

__all__ = ["FURTHER"]

FURTHER: Final[dict[str, dict[str, str]]] = {
    "criticality": {
        "critical": "critica critico moltoalta altissima vitale 最重要 最高 極高 極めて高い 特に重要 クリティカル ミッションクリティカル s級 sランク muycrítica extrêmementcritique",
        "high": "alta alto elevata elevato 高い 高 重要 aランク a級",
        "medium": "media medio moderata 中 中程度 普通 bランク b級 bランク",
        "low": "bassa basso noncritica noncritico 低い 低 cランク c級 nocrítica nocrítico noncritique",
    },
    "environment": {
        "production": "produzione esercizio 本番 本番環境 商用 商用環境",
        "recovery": "emergenza disasterrecovery 災害対策 待機 dr環境",
        "test": "collaudo prova preproduzione テスト テスト環境 検証 検証環境 ステージング ステージング環境 nichtproduktiv nichtproduktion horsproduction noproductivo noproducción nonproduzione",
        "development": "sviluppo 開発 開発環境",
    },
    "lifecycle": {
        "planned": "pianificata pianificato inprogetto 計画中 計画 構築中 企画中",
        "active": "attiva attivo inuso inesercizio inproduzione 稼働中 稼働 運用中 利用中 使用中 本番稼働 enmarcha",
        "phase_out": "indismissione dadismettere 廃止予定 終息予定 縮退 enfasederetirada",
        "retired": "dismessa dismesso nonattiva fuoriservizio noninuso 廃止 廃止済 停止 停止中 利用終了 fueradeservicio horsdusage fueradeuso nichtinbetrieb nichtaktiv nonactif nichtmehrinbetrieb",
    },
    "containers": {
        "none": "noncontainerizzata nonconteneurisé nonconteneurisée nocontenerizado nichtcontainerisiert 未対応 なし",
        "fully": "containerizzata containerizzato conteneurisé conteneurisée contenerizado contenerizada 対応済 コンテナ化済",
        "partly": "parziale parzialmente 一部",
    },
    "technology_support": {
        "current": "supportata supportato insupporto サポート中 サポート内 保守中 有効 conservicio ensoporte",
        "extended": "supportoesteso 延長サポート erweitertersupport supportétendu soporteextendido",
        "ended": "nonsupportato nonsupportata fuorisupporto nonpiùsupportato nonpiùsupportata scaduto サポート終了 サポート切れ 期限切れ 終了 sinsoporte fueradesoporte horssupport nonsupporté plussupporté keinsupport ohnesupport supportbeendet 过期 已过保 已停服 停服",
    },
    "documentation": {
        "none": "assente なし 無し keine aucune ninguna",
        "partial": "parziale 一部あり 一部",
        "good": "completa buona あり 整備済",
    },
    "data_class": {
        "public": "pubblico pubblica pubblici 公開",
        "internal": "interno interna interni 社内 社内限 社外秘 内部",
        "confidential": "riservato riservata riservati confidenziale 秘 機密 秘密",
        "important": "strettamenteriservato 極秘 厳秘",
    },
    "personal_data": {
        "none": "nessuno nessuna なし 無し 無 非該当 nocontiene necontientpas",
        "basic": "personali あり 有り 有 該当 含む",
        "sensitive": "sensibili particolari 要配慮 要配慮個人情報 機微",
    },
    "residency": {
        "none": "nessuna なし 制限なし",
        "country": "nazionale initalia 国内 国内のみ 日本国内 inland nurinland innerhalbdeutschlands national",
    },
    "complexity": {
        "low": "bassa basso semplice 低 低い 易 簡単",
        "medium": "media medio 中 中程度",
        "high": "alta alto elevata complessa 高 高い 難 複雑",
    },
    "lock_in": {"low": "bassa basso 低", "medium": "media medio 中", "high": "alta alto 高"},
    "strategy": {
        "retire": "dismettere dismissione 廃止",
        "retain": "mantenere conservare nonmigrare nomigrar nepasmigrer pasdemigration nichtmigrieren keinemigration bleibt verbleibt notmigrate notmoving shouldnotmove staysinplace 現状維持 継続 維持 移行しない 暂不迁移 保留",
        "rehost": "リホスト",
        "replatform": "リプラットフォーム",
        "refactor": "riscrivere リファクタ リファクタリング 再構築",
        "repurchase": "sostituire リパーチェス 置換",
        "relocate": "リロケート",
    },
}
"""By field and choice."""
