# ruff: noqa: E501 - small files read best a file a line
"""Numbers, units, days, meanings and scales in six languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.small_lists import hold_against

# fmt: off
CASES: dict[str, tuple[str, dict]] = {
    "near to cores, a": ('Anwendung;Nutzer;Gesamtkosten\nCRM;10;120000\nERP;20;80000\n', {'values': {'CRM': {'cpu_cores': None, 'users': 10}}}),
    "near to cores, c": ('Application,Total Core Banking Spend,Score\nCRM,120000,5\nERP,80000,7\n', {'values': {'CRM': {'cpu_cores': None, 'run_cost_year': None}}}),
    "near to cores, f": ('Application,Hostname OS,Total Score,Scored by\nCRM,srv1,12,Ann\nERP,srv2,7,Bob\n', {'values': {'CRM': {'operating_system': None, 'cpu_cores': None}}}),
    "unit above the table, a": ('系統運維費用表,,\n單位：萬元,,\n系統名稱,年運維費用,使用者數\n核心,12,100\n', {'values': {'核心': {'run_cost_year': 120000.0, 'users': 100}}}),
    "unit above the table, b": ('Application costs,,\nAll amounts in k€,,\nApplication,Run cost,Users\nCRM,12,100\n', {'values': {'CRM': {'run_cost_year': 12000.0, 'users': 100}}}),
    "unit above the table, c": ('Kosten der Anwendungen;;\nAngaben in TEUR;;\nAnwendung;Betriebskosten;Nutzer\nCRM;12;100\n', {'values': {'CRM': {'run_cost_year': 12000.0}}}),
    "unit above the table, d": ('Costs in USD thousands,,\nApplication,Run cost per year,Users\nCRM,12,100\n', {'values': {'CRM': {'run_cost_year': 12000.0}}}),
    "unit above the table, e": ("Coûts en milliers d'euros;;\nApplication;Coût annuel;Utilisateurs\nCRM;12;100\n", {'values': {'CRM': {'run_cost_year': 12000.0}}}),
    "unit above the table, f": ('(单位：亿元),,\n系统名称,年运维成本,用户数\n核心,0.12,100\n', {'values': {'核心': {'run_cost_year': 12000000.0}}}),
    "marks of thousands, a": ('Anwendung;Nutzer;Betriebskosten (EUR)\nLager;1.200;12.000\nKasse;10.000;3.500,50\n', {'values': {'Lager': {'users': 1200, 'run_cost_year': 12000.0}, 'Kasse': {'users': 10000, 'run_cost_year': 3500.5}}}),
    "marks of thousands, b": ('Application;Utilisateurs;Coût annuel (EUR)\nStock;1 200;12 000\nCaisse;10 000;3 500,50\n', {'values': {'Stock': {'users': 1200, 'run_cost_year': 12000.0}, 'Caisse': {'users': 10000, 'run_cost_year': 3500.5}}}),
    "marks of thousands, c": ("Application\tUsers\tRun cost (CHF)\nLager\t1'200\t12'000\nKasse\t10'000\t3'500.50\n", {'values': {'Lager': {'users': 1200, 'run_cost_year': 12000.0}, 'Kasse': {'users': 10000, 'run_cost_year': 3500.5}}}),
    "marks of thousands, d": ('Applicazione;Utenti;Costo annuo (EUR)\nMagazzino;1.200;12.000\nCassa;10.000;3.500,50\n', {'values': {'Magazzino': {'users': 1200, 'run_cost_year': 12000.0}, 'Cassa': {'users': 10000, 'run_cost_year': 3500.5}}}),
    "marks of thousands, g": ('Application,Users,Run cost (INR)\nA,"1,20,000","12,00,000"\nB,"10,000","3,500.50"\n', {'values': {'A': {'users': 120000, 'run_cost_year': 1200000.0}}}),
    "marks of decimals, a": ('Anwendung;Arbeitsspeicher (GB);Speicher (TB);Nutzer\nA;15,625;0,500;5\nB;7,5;1,2345;6\n', {'values': {'A': {'memory_gib': 15.625, 'storage_gib': 512.0}, 'B': {'memory_gib': 7.5, 'storage_gib': 1264.128}}}),
    "marks of decimals, b": ('Application;Mémoire (Go);Stockage (To)\nA;15,625;0,500\nB;7,5;1,2345\n', {'values': {'A': {'memory_gib': 15.625, 'storage_gib': 512.0}, 'B': {'storage_gib': 1264.128}}}),
    "marks of decimals, d": ('Applicazione;Memoria (GB);Spazio disco (TB)\nA;15,625;0,500\nB;7,5;1,2345\n', {'values': {'A': {'memory_gib': 15.625, 'storage_gib': 512.0}}}),
    "marks of decimals, e": ('Application;Memory (GB)\nA;16,000\nB;32,000\n', {'values': {'A': {'memory_gib': 16.0}, 'B': {'memory_gib': 32.0}}}),
    "units glued on, b": ('App,MemMB,StorageGB,RTOhrs,RPOmins\nA,16384,200,4,15\n', {'values': {'A': {'memory_gib': 16.0, 'storage_gib': 200.0, 'rto_hours': 4.0, 'rpo_minutes': 15.0}}}),
    "units glued on, c": ('系统名称,内存MB,存储TB,RTO分钟,RPO小时\n甲,16384,2,240,4\n', {'values': {'甲': {'memory_gib': 16.0, 'storage_gib': 2048.0, 'rto_hours': 4.0, 'rpo_minutes': 240.0}}}),
    "units glued on, d": ('Anwendung;SpeicherplatzTB;RTO_Minuten;RPO Stunden\nA;2;240;4\n', {'values': {'A': {'storage_gib': 2048.0, 'rto_hours': 4.0, 'rpo_minutes': 240.0}}}),
    "units glued on, g": ('Application,RTO (days),RPO (sec),Latency (s)\nA,2,600,0.2\n', {'values': {'A': {'rto_hours': 48.0, 'rpo_minutes': 10.0, 'latency_ms': 200.0}}}),
    "units glued on, i": ('アプリケーション名,メモリ(MB),ディスク容量(TB),RTO(分)\nA,16384,2,240\n', {'values': {'A': {'memory_gib': 16.0, 'storage_gib': 2048.0, 'rto_hours': 4.0}}}),
    "asked the other way round, b": ('系統名稱,資料出境\n甲,否\n乙,是\n', {'values': {'甲': {'residency': 'country'}, '乙': {'residency': 'none'}}}),
    "asked the other way round, c": ('Anwendung;Daten verlassen das Land\nA;nein\nB;ja\n', {'values': {'A': {'residency': 'country'}, 'B': {'residency': 'none'}}}),
    "asked the other way round, e": ('系统名称,是否允许数据出境\n甲,不允许\n乙,允许\n', {'values': {'甲': {'residency': 'country'}, '乙': {'residency': 'none'}}}),
    "asked the other way round, k": ('Applicazione;I dati lasciano il Paese\nA;no\nB;sì\n', {'values': {'A': {'residency': 'country'}, 'B': {'residency': 'none'}}}),
    "asked the other way round, l": ('システム名,データの国外持出し\nA,無\nB,有\n', {'values': {'A': {'residency': 'country'}, 'B': {'residency': 'none'}}}),
    "denials, a": ('系统名称,维保状态,个人信息,数据分级,迁移策略,容器化,生命周期状态,环境,重要性\n甲,不再支持,不涉及,非机密,不迁移,未容器化,停用,非生产,非关键\n', {'values': {'甲': {'technology_support': 'ended', 'personal_data': 'none', 'data_class': None, 'strategy': 'retain', 'containers': 'none', 'lifecycle': 'retired', 'environment': 'test', 'criticality': 'low'}}}),
    "denials, b": ('Anwendung;Supportstatus;Personenbezogene Daten;Vertraulichkeit;Migrationsstrategie;Containerisiert;Betriebsstatus;Umgebung;Kritikalität\nA;Nicht mehr unterstützt;Keine;Nicht vertraulich;Nicht migrieren;Nein;Nicht in Betrieb;Nicht produktiv;Unkritisch\n', {'values': {'A': {'technology_support': 'ended', 'personal_data': 'none', 'data_class': None, 'strategy': 'retain', 'containers': 'none', 'lifecycle': 'retired', 'environment': 'test', 'criticality': 'low'}}}),
    "denials, c": ('Application;Statut du support;Données personnelles;Confidentialité;Stratégie;Conteneurs;Statut;Environnement;Criticité\nA;Plus supporté;Aucune;Non confidentiel;Ne pas migrer;Non conteneurisé;Hors service;Hors production;Non critique\n', {'values': {'A': {'technology_support': 'ended', 'personal_data': 'none', 'data_class': None, 'strategy': 'retain', 'containers': 'none', 'lifecycle': 'retired', 'environment': 'test', 'criticality': 'low'}}}),
    "denials, d": ('系統名稱,維保狀態,個人資訊,遷移策略,容器化,重要性\n甲,不再支援,不涉及,不遷移,未容器化,非關鍵\n', {'values': {'甲': {'technology_support': 'ended', 'personal_data': 'none', 'strategy': 'retain', 'containers': 'none', 'criticality': 'low'}}}),
    "denials, g": ('Applicazione;Stato del supporto;Dati personali;Strategia;Criticità;Stato\nA;Non più supportato;Nessuno;Non migrare;Non critica;Non in uso\n', {'values': {'A': {'technology_support': 'ended', 'personal_data': 'none', 'strategy': 'retain', 'criticality': 'low', 'lifecycle': 'retired'}}}),
    "other measures, a": ('Anwendung;CPU %;Arbeitsspeicher-Auslastung (GB);Netzwerkverkehr (Mbit/s)\nCRM;45;12;100\n', {'values': {'CRM': {'cpu_utilisation': 45.0, 'cpu_cores': None, 'memory_utilisation': None, 'traffic_gib_month': None}}, 'codes': {'unit_foreign'}}),
    "other measures, c": ('Application,Disk IOPS,CPU MHz,Memory %,Storage %\nCRM,500,2400,70,80\n', {'values': {'CRM': {'storage_gib': None, 'cpu_cores': None, 'memory_utilisation': 70.0, 'memory_gib': None}}}),
    "per month, a": ('Anwendung;Kosten/Monat;Releases/Monat\nA;1000;2\n', {'values': {'A': {'run_cost_year': 12000.0, 'releases_year': 24.0}}}),
    "per month, c": ('系統名稱,每月運維費用,月發布次數\n甲,1000,2\n', {'values': {'甲': {'run_cost_year': 12000.0, 'releases_year': 24.0}}}),
    "per month, d": ('Application;Coût mensuel;Mises en production par mois\nA;1000;2\n', {'values': {'A': {'run_cost_year': 12000.0, 'releases_year': 24.0}}}),
    "per month, f": ('Aplicación;Coste mensual (EUR);Despliegues por mes\nA;1000;2\n', {'values': {'A': {'run_cost_year': 12000.0, 'releases_year': 24.0}}}),
    "per month, h": ('Applicazione;Costo mensile;Rilasci al mese\nA;1000;2\n', {'values': {'A': {'run_cost_year': 12000.0, 'releases_year': 24.0}}}),
    "per month, j": ('アプリケーション名,月額費用,月間リリース回数\nA,1000,2\n', {'values': {'A': {'run_cost_year': None, 'releases_year': None}}}),
    "shares, a": ('Anwendung;CPU-Auslastung\nA;0,85\nB;75%\nC;0,4\n', {'values': {'A': {'cpu_utilisation': 85.0}, 'B': {'cpu_utilisation': 75.0}, 'C': {'cpu_utilisation': 40.0}}}),
    "shares, c": ('Application,CPU utilisation,API coverage\nA,85,0.5\nB,75,0.25\nC,0.4,1\n', {'values': {'A': {'cpu_utilisation': 85.0, 'api_coverage': 50.0}, 'B': {'api_coverage': 25.0}}}),
    "units in cells, d": ('Application,RTO,RPO\nA,4h,15min\nB,1 day,0\n', {'values': {'A': {'rto_hours': 4.0, 'rpo_minutes': 15.0}, 'B': {'rto_hours': 24.0, 'rpo_minutes': 0.0}}}),
    "near headers, b": ('系统名称,版本,许可数量,已用内存,数据库大小,启用日期,CPU峰值利用率\n客户,5.2,50,12,500,2031-05-01,90\n', {'values': {'客户': {'operating_system': None, 'licence_cost_year': None, 'memory_gib': None, 'database': None, 'earliest_date': None, 'peak_utilisation': 90.0}}}),
    "near headers, d": ('Application,Previous Owner,Former Vendor,Old Name,Cost Center,Risk Score,Migration Score\nCRM,Ann,ACME,CRM1,4711,3,4\n', {'values': {'CRM': {'business_owner': None, 'vendor': None, 'run_cost_year': None, 'complexity': None}}}),
    "near headers, f": ('系統名稱,版本,授權數量,上線日期,資料庫大小\n客戶,5.2,50,2020-05-01,500\n', {'values': {'客戶': {'operating_system': None, 'licence_cost_year': None, 'database': None, 'earliest_date': None}}}),
    "scales, b": ('系统名称,重要性（1低5高）\n客户,5\n核心,1\n', {'values': {'客户': {'criticality': 'critical'}, '核心': {'criticality': 'low'}}}),
    "scales, e": ('Application;Criticité (1 = faible, 4 = élevée)\nCRM;4\nERP;1\n', {'values': {'CRM': {'criticality': 'critical'}, 'ERP': {'criticality': 'low'}}}),
    "scales, h": ('Application,Complexity (1=easy 5=hard)\nCRM,5\nERP,1\n', {'values': {'CRM': {'complexity': 'high'}, 'ERP': {'complexity': 'low'}}}),
    "scales, k": ('Application,Criticality (5=low / 1=high)\nCRM,5\nERP,1\n', {'values': {'CRM': {'criticality': 'low'}, 'ERP': {'criticality': 'critical'}}}),
    "scales, l": ('Application,Criticality\nCRM,5\nERP,1\nLegend: 5 = very high 1 = very low,\n', {'values': {'CRM': {'criticality': 'critical'}, 'ERP': {'criticality': 'low'}}}),
    "scales, g": ('Application,Criticality\nCRM,★★★★★\nERP,★☆☆☆☆\nWeb,3 of 5\n', {'values': {'CRM': {'criticality': 'critical'}, 'ERP': {'criticality': 'low'}}}),
    "scales, i": ('系统名称,等保等级,安全等级\n甲,三级,S2A3G3\n乙,S2A2G2,二级\n', {'values': {'甲': {'protection_level': 3}, '乙': {'protection_level': 2}}}),
    "scores and rates, a": ('Anwendung;Gruppe;Geschäftswert;Nutzer/Tag;Kosten / Nutzer\nCRM;Finanzen;4;1000;12\nERP;Finanzen;5;2000;15\n', {'values': {'CRM': {'move_group': None, 'benefit_year': None, 'users': None, 'run_cost_year': None}}}),
    "scores and rates, d": ('Application,Cost per server,Cost per transaction,Users per hour,Value score\nCRM,12,0.2,100,4\nERP,15,0.3,200,5\n', {'values': {'CRM': {'run_cost_year': None, 'users': None, 'benefit_year': None}}}),
    "days, a": ('Anwendung;Supportende\nA;31.12.2025\nB;03.04.2026\nC;25.12.2026\n', {'values': {'B': {'support_end_date': date(2026, 4, 3)}, 'C': {'support_end_date': date(2026, 12, 25)}}}),
    "days, b": ('系统名称,维保到期日\n甲,2025年12月31日\n乙,2026/3/4\n丙,20261225\n', {'values': {'甲': {'support_end_date': date(2025, 12, 31)}, '乙': {'support_end_date': date(2026, 3, 4)}, '丙': {'support_end_date': date(2026, 12, 25)}}}),
    "days, c": ('Application,End of support\nA,12/31/2025\nB,03/04/2026\n', {'values': {'B': {'support_end_date': date(2026, 3, 4)}}}),
    "days, e": ('Application,End of support,Contract end\nA,05/06/2025,12/31/2025\nB,03/04/2026,01/02/2026\n', {'values': {'B': {'support_end_date': date(2026, 3, 4), 'contract_end_date': date(2026, 1, 2)}}}),
    "days, g": ('Application,End of support\nA,Q3 2026\nB,Mar-27\nC,end of 2028\nD,2029\n', {'values': {'A': {'support_end_date': date(2026, 9, 30)}, 'B': {'support_end_date': date(2027, 3, 31)}, 'C': {'support_end_date': date(2028, 12, 31)}}}),
    "days, j": ('Applicazione;Fine supporto\nA;31/12/2025\nB;3 marzo 2026\n', {'values': {'A': {'support_end_date': date(2025, 12, 31)}, 'B': {'support_end_date': date(2026, 3, 3)}}}),
    "headers as questions, a": ('Anwendung;Was kostet der Betrieb;Anzahl der Kerne;Wer ist verantwortlich;Support des Herstellers bis;Releases pro Monat\nCRM;120000;8;Anna;31.12.2027;2\n', {'values': {'CRM': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': 'Anna', 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
    "headers as questions, b": ('系统名称,每年运行费用,CPU核心数量,谁负责,峰值与均值之比,厂商支持截止日期,每月上线次数\n客户,120000,8,安,3,2027-12-31,2\n', {'values': {'客户': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': '安', 'peak_to_average': 3.0, 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
    "headers as questions, c": ("Application;Coût annuel d'exploitation;Nombre de cœurs;Qui est responsable;Fin du support éditeur;Livraisons par mois\nCRM;120000;8;Anne;31/12/2027;2\n", {'values': {'CRM': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': 'Anne', 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
    "headers as questions, d": ('Application,What is the annual run cost?,How many CPU cores?,Who is the owner?,When does vendor support end?,How many releases per year?\nCRM,120000,8,Anna,2027-12-31,24\n', {'values': {'CRM': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': 'Anna', 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
    "headers as questions, e": ('Aplicación;Costo anual de operación;Cantidad de núcleos;Quién es el responsable;Fecha de fin de soporte;Despliegues por mes\nCRM;120000;8;Ana;31/12/2027;2\n', {'values': {'CRM': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': 'Ana', 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
    "headers as questions, f": ('系統名稱,年度運維費用,CPU核心數,業務負責人,原廠支援到期日,年發布次數\n客戶,120000,8,安,2027-12-31,24\n', {'values': {'客戶': {'run_cost_year': 120000.0, 'cpu_cores': 8.0, 'business_owner': '安', 'support_end_date': date(2027, 12, 31), 'releases_year': 24.0}}}),
}
# fmt: on


@pytest.mark.parametrize("key", CASES)
def test_a_small_list_is_read_as_a_person_would(tmp_path: Path, key: str) -> None:
    hold_against(tmp_path, CASES[key])
