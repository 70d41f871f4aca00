# ruff: noqa: E501 - lists of headers read best as lines
"""Headers in Italian and Japanese, and what German, French and Spanish templates add."""

from __future__ import annotations

from typing import Final

__all__ = ["DEPENDENCY_FURTHER", "REVERSED_FURTHER", "SERVER_FURTHER", "WORKLOAD_FURTHER"]

WORKLOAD_FURTHER: Final = {
    "id": "codice|codice applicazione|id applicazione|identificativo|管理番号|システムid|アプリケーションid|資産番号|システムコード|anwendung-id|app-id|anwendungskürzel|id de l'application|id de aplicación|código de aplicación|n° inventaire",
    "name": "full name|long name|application full name|system full name|software system|资产名称|資産名称|asset description|applicazione|nome|nome applicazione|nome dell'applicazione|denominazione|sistema informativo|nome del sistema|software applicativo|アプリケーション|アプリケーション名|アプリ名|システム|システム名|システム名称|業務システム|業務システム名|情報システム名|対象システム|製品名|titel|titre|título|it-anwendung|it-system|it-verfahren|name des systems|name des verfahrens|verfahrensname|softwarename|application métier|nom du logiciel|libellé|nombre del aplicativo|aplicativo|nome do sistema",
    "description": "descrizione|finalità|scopo|概要|説明|機能概要|システム概要|用途|beschreibung der anwendung|fonctionnalité|fonctionnalités",
    "domain": "area aziendale|dipartimento|settore|unità organizzativa|ufficio|area di business|部門|部署|所管部門|主管部署|業務領域|業務分野|利用部門|fachabteilung|ressort|entité|dirección|gerencia",
    "archetype": "tipo di applicazione|tipologia|システム種別|アプリケーション種別",
    "business_owner": "quién es el responsable|quién es el dueño|chi è il responsabile|业务归口负责人|应用责任人|responsabile|referente|referente business|proprietario|responsabile applicazione|titolare|担当者|業務担当者|責任者|システム責任者|業務オーナー|オーナー|管理者|主管|besitzer|inhaber|zuständig|zuständiger|prozessverantwortlicher|responsable de l'application|propriétaire de l'application|dueño de la aplicación|líder funcional",
    "technical_owner": "responsabile tecnico|referente tecnico|referente it|技術担当者|システム担当者|運用担当者|運用責任者|保守担当|technischer betreuer|responsable informatique|líder técnico",
    "vendor": "fornitore|produttore|ベンダー|ベンダ|開発元|提供元|メーカー|開発会社|softwarehersteller|dienstleister",
    "environment": "ambiente di esercizio|環境|稼働環境|環境区分|umgebungstyp",
    "current_target": "piattaforma|infrastruttura|ospitato su|dove è ospitata|稼働基盤|基盤|稼働場所|ホスティング|設置形態|hébergé chez|hébergé sur|betriebsort|betriebsart|gehostet bei",
    "site": "sede|centro dati|data center di riferimento|ubicazione|拠点|設置場所|データセンター|データセンタ|serverstandort",
    "lifecycle": "stato|stato applicazione|ciclo di vita|ステータス|状態|稼働状況|ライフサイクル|利用状況|lebenszyklusstatus|phase",
    "operating_system": "sistema operativo e versione|os・バージョン|オペレーティングシステム|os種別|osバージョン",
    "database": "banca dati|base dati|database utilizzato|データベース|データベース種別|使用db|dbms種別|datenbankprodukt",
    "technologies": "tecnologie|tecnologia|linguaggio|linguaggio di programmazione|開発言語|使用技術|フレームワーク|ミドルウェア|middleware e framework",
    "tags": "etichette|タグ",
    "notes": "osservazioni|commenti|annotazioni|備考|コメント|特記事項",
    "server_count": "numero di server|numero server|n. server|n° server|サーバー数|サーバ数|サーバ台数|サーバー台数|台数",
    "cpu_cores": "cpu核心数量|cpu内核数|内核数|核心数量|cpu核数量|虚拟核数|cpu总核心数|how many cpu cores|numero di core|numero core|n. core|core cpu|numero di cpu|n° cpu|cpuコア数|コア数|cpu数|仮想cpu数|vcpu数|anzahl der kerne|cpukerne|nb de cœurs|nombre de vcpu|nb cpu|cantidad de núcleos|número de cpu|número de vcpu",
    "memory_gib": "memoria di sistema|メモリ|メモリー|メモリ容量|メモリサイズ|memoria asignada|ram installée|memoria total|hauptspeicher gesamt",
    "storage_gib": "speicher (tb)|speicher tb|spazio disco|spazio su disco|disco totale|archiviazione|capacità disco|ディスク|ディスク容量|ストレージ|ストレージ容量|hdd容量|festplattenkapazität|speicherkapazität|capacité disque|espace de stockage|capacidad de disco|almacenamiento total",
    "traffic_gib_month": "traffico|traffico mensile|通信量|月間通信量|転送量",
    "cpu_utilisation": "utilizzo cpu|uso della cpu|carico cpu|cpu使用率|平均cpu使用率|cpu利用率|durchschnittliche cpu-auslastung|utilisation moyenne cpu|uso medio de cpu",
    "memory_utilisation": "utilizzo memoria|uso della memoria|utilizzo ram|メモリ使用率|平均メモリ使用率|メモリ利用率|durchschnittliche speicherauslastung",
    "latency_ms": "tempo di risposta|latenza|応答時間|レイテンシ|遅延",
    "releases_year": "上线次数|每年上线次数|上线频次|发版次数|年发版次数|版本次数|how many releases per year|how many releases|版本发布次数|despliegues|lanzamientos|rilasci|rilasci al mese|mises en production|rilasci all'anno|rilasci annui|numero di rilasci|frequenza di rilascio|リリース回数|年間リリース回数|リリース頻度|anzahl releases pro jahr|releases per anno|livraisons",
    "users": "cuántos usuarios|quanti utenti|用户规模数|使用人员数量|用户量|用户数（人）|utenti|numero di utenti|numero utenti|n. utenti|n° utenti|utenti totali|utenti attivi|ユーザー数|ユーザ数|利用者数|利用人数|ユーザー|利用者|nutzerzahl|anwenderzahl|benutzerzahl|nombre utilisateurs|n° de usuarios|cantidad usuarios|total de usuarios|nutzeranzahl",
    "peak_to_average": "峰值与均值之比|峰值与平均值之比|峰均倍数|峰值均值倍数|peak vs average|peak/mean ratio|fattore di picco|ピーク比|verhältnis spitze zu mittel",
    "seasonality": "stagionalità|季節性|繁忙期",
    "scale_out": "scalabilità|スケーラビリティ|スケールアウト可否",
    "peak_utilisation": "picco cpu|cpuピーク|ピーク使用率|最大cpu使用率|ピークcpu使用率",
    "architecture": "architettura|tipo di architettura|アーキテクチャ|システム構成|構成",
    "containers": "containerizzata|containerizzato|コンテナ|コンテナ化",
    "technology_support": "stato del supporto|supporto del fornitore|in supporto|サポート状況|保守状況|サポート状態|supportstatus des herstellers",
    "support_end_date": "厂商支持截止日期|厂商支持截止日|原厂支持到期日|原厂支持截止日期|厂商维保到期日|厂商服务到期日|服务截止日期|支持到期时间|when does vendor support end|support des herstellers bis|fin du support éditeur|fin du support|fin de support éditeur le|fin de soporte del fabricante|fine supporto|data fine supporto|fine del supporto|supporto fino al|scadenza supporto|scadenza manutenzione|サポート終了日|サポート期限|保守期限|eol日|サポート終了|wartungsvertrag bis|herstellersupport bis|fecha de fin de soporte|fin de support éditeur|eos-datum|eol-datum|fin del soporte",
    "documentation": "documentazione|ドキュメント|文書化状況",
    "data_class": "classificazione dei dati|classificazione dati|sensibilità dei dati|riservatezza|データ分類|機密区分|情報区分|機密度|機密レベル|datenschutzklasse|schutzklasse|schutzbedarfskategorie|niveau de confidentialité|nivel de confidencialidad",
    "personal_data": "holds pii|holds pii data|contains pii data|has pii|stores personal data|pii stored|个人资讯|dati personali|contiene dati personali|tratta dati personali|個人情報|個人情報の有無|個人データ|個人情報有無|personenbezug|verarbeitet personenbezogene daten|données perso|datos de carácter personal",
    "residency": "residenza dei dati|localizzazione dei dati|データ保管場所|データ所在地",
    "regulations": "normative|normativa applicabile|requisiti normativi|法規制|規制|準拠法令",
    "criticality": "criticità|criticità aziendale|livello di criticità|importanza|priorità|重要度|業務重要度|システム重要度|重要性|優先度|クリティカリティ|重要度ランク|kritikalitätsstufe|kritikalitätsklasse|bedeutung|geschäftskritisch|niveau de criticité métier|degré de criticité|nivel de importancia|criticidad de negocio",
    "rto_hours": "tempo di ripristino|目標復旧時間|復旧目標時間|rto目標値|maximale ausfallzeit|max. ausfallzeit|tiempo objetivo de recuperación|durée maximale d'interruption",
    "rpo_minutes": "perdita massima di dati|目標復旧時点|復旧目標時点|rpo目標値|maximal zulässiger datenverlust|punto objetivo de recuperación",
    "licence_limits": "modello di licenza|tipo di licenza|ライセンス形態|ライセンス条件",
    "lock_in": "dipendenza dal fornitore|ベンダーロックイン",
    "run_cost_year": "年运行维护费用|年运维支出|运行维护费|年维护费用|年度运行费|年度运行成本合计|年化成本|costo annuo|costi annui|costo annuale|costo di esercizio|costi di esercizio|costi di gestione|costo di gestione|spesa annua|canone annuo|costi operativi|costo totale|運用コスト|運用費|年間運用費|年間コスト|年間費用|運用費用|維持費|保守費用|年間運用コスト|ランニングコスト|betrieb|betriebskosten pro jahr|jährliche betriebskosten|gesamtkosten|gesamtkosten pro jahr|coût total|coûts de run|coût de run|coût d'exploitation annuel|costo total|coste total|costes operativos|coste de operación",
    "staff_cost_year": "costo del personale|costi del personale|人件費",
    "licence_cost_year": "licences cost|licenses cost|costo licenze|costi di licenza|costi licenze|costo delle licenze|ライセンス費|ライセンス費用|ライセンスコスト|lizenzkosten pro jahr|lizenzgebühr|coût licences|coûts licences|coste de licencia|costes de licencias",
    "one_off_cost": "costo di migrazione|costi di migrazione|costo una tantum|移行費用|移行コスト|初期費用|coûts de migration|costes de migración|umzugskosten",
    "contract_end_date": "scadenza contratto|fine contratto|data fine contratto|契約終了日|契約満了日|契約期限|vertragsende am|échéance du contrat|fecha de vencimiento del contrato",
    "licence_end_date": "scadenza licenza|ライセンス期限|lizenz gültig bis",
    "strategy": "strategia|strategia di migrazione|移行方式|移行戦略|移行方針|migrationsansatz|approche de migration",
    "retire_date": "data di dismissione|dismissione|廃止予定日|廃止日|利用終了日|geplante abschaltung|außerbetriebnahme|date de fin de vie|fecha de retirada",
    "pin_target": "piattaforma di destinazione|destinazione|移行先|移行先環境|zielumgebung cloud",
    "pin_wave": "ondata|ondata di migrazione|移行フェーズ|移行ウェーブ|ウェーブ|migrationsphase",
    "earliest_date": "non prima del|最早移行日",
    "latest_date": "scadenza|entro il|termine ultimo|移行期限|期限",
    "move_group": "gruppo di migrazione|移行グループ",
    "effort_days": "impegno|giorni persona|giornate uomo|移行工数|工数|人日|personentage|jours-homme|jours homme|jornadas|días persona",
    "team": "squadra|gruppo responsabile|チーム|担当チーム",
    "complexity": "complessità|移行難易度|難易度|複雑度",
    "depends_on": "receives data from|receives from|receives input from|input from|reads from|data received from|fed by|inbound from|erhält daten von|bezieht daten von|reçoit des données de|recibe datos de|riceve dati da|数据来源系统|dipende da|dipendenze|dipendenza|依存先|依存システム|連携元|連携システム|連携先システム|依存関係|abhängig von system|nutzt|benötigte systeme|utilise|applications liées en amont|sistemas de los que depende|utiliza",
    "needed_by": "sends to|output to|outputs to|outbound to|liefert daten an|envoie des données à|envía datos a|invia dati a|utilizzata da|usata da|利用元|依存元|連携先|呼び出し元|benutzt von|benötigt von|utilisée par les applications|utilizada por",
    "hosts": "nome server|nomi server|サーバー|サーバ|サーバー名|サーバ名|ホスト名|ホスト|anwendungsserver|nom de serveur|nom des serveurs|nombre de servidor",
    "risk_owner": "responsabile del rischio|リスク責任者",
}
"""By field key: spellings parted by bars."""

SERVER_FURTHER: Final = {
    "name": "nome server|nome macchina|nome host|macchina virtuale|サーバー|サーバ|サーバー名|サーバ名|ホスト名|ホスト|仮想マシン名|仮想マシン|マシン名|nom de la machine|nom de machine|nom de l'hôte|nombre de host|nombre de máquina|máquina virtual|maschine|maschinenname|gerätename|vm-name",
    "application": "applicazione|applicazioni|sistema|nome applicazione|システム名|業務システム|アプリケーション|アプリケーション名|システム|anwendungs-id|app-id|anwendungen|nom de l'application|id application|id aplicación|aplicativo|anwendungsname",
    "machine_id": "numero di serie|シリアル番号|資産番号|seriennummer|seriennr|numéro de série|número de serie|inventarnummer|uuid der vm",
    "ip": "indirizzo ip|ipアドレス|ip-adressen",
    "cores_each": "cpucore|cpu core|cpu core count|cores each|cores per cpu|kerne je sockel|cœurs par socket|núcleos por socket|每cpu核数",
    "sockets": "numero di socket|ソケット数|anzahl cpu-sockel",
    "powerstate": "stato di alimentazione|電源状態|betriebszustand|état d'alimentation",
    "role": "ruolo|役割|用途|rolle|rôle|función",
    "cluster": "クラスタ|クラスター",
}
"""By what is known of a server."""

DEPENDENCY_FURTHER: Final = {
    "source": "sorgente|origine|applicazione chiamante|da|連携元|呼び出し元|送信元|依存元|利用元|接続元|quellanwendung|application appelante|aplicación que llama|sistema fuente",
    "needed": "destinazione|applicazione chiamata|verso|a|連携先|呼び出し先|送信先|依存先|接続先|zielanwendung|application appelée|aplicación llamada",
    "interface": "interfaccia|protocollo|連携方式|接続方式|プロトコル|インターフェース",
    "traffic_gib_month": "traffico|通信量|データ量",
    "direction": "direzione|方向",
    "relation": "tipo di relazione|関係",
    "note": "descrizione|備考|内容",
    "port": "porta|ポート|ポート番号|puerto",
}
"""By column of a list of dependencies."""

REVERSED_FURTHER: Final = {
    "residency": "数据出境|出境|资料出境|跨境传输数据|数据会出境吗|数据可出境|可否出境|允许出境|允许数据出境|是否允许数据出境|dati fuori dal paese|trasferimento dati all'estero|i dati lasciano il paese|国外持出し|データの国外持出し|データ国外移転|国外移転|daten ins ausland|datenexport erlaubt|auslandsübermittlung|drittlandtransfer|drittlandübermittlung|übermittlung in drittländer|les données quittent le pays|données hors ue|données à l'étranger|transferts hors ue|los datos salen del país|transferencia de datos al exterior|data leaves eu|transfers data abroad|offshore data|offshore allowed|offshoring allowed|data transfer outside eu|third country transfer|transferred outside the eu|data stored abroad",
    "technology_support": "fuori supporto|non più supportato|obsoleto|サポート切れ|サポート終了済|ausser support|außer support|support beendet|plus supporté|fin de support atteinte|fuera de soporte|soporte vencido|是否停保|是否脱维|是否停服",
    "documentation": "non documentata|nicht dokumentiert|non documenté|sin documentar",
    "delivery": "manuelles deployment|déploiement manuel|despliegue manual|rilascio manuale",
}
"""Questions put the other way round: yes here is no for the field."""
