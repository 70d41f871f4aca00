# ruff: noqa: E501 - small files read best a file a line
"""Small lists as tools write them and as offices keep them, in seven languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.small_lists import hold_against

# fmt: off
CASES: dict[str, tuple[str, dict]] = {
    "vrops1": ('Name,Configuration|CPU Cores,Summary|Guest Operating System|Guest OS Full Name,Memory|Total Capacity (KB),CPU|Usage (%),Configuration|Hardware|Number of CPUs (vCPUs)\nvm1,4,RHEL 8,8388608,35,4\nvm2,8,Windows 2019,16777216,40,8\n', {'values': {'vm1': {'cpu_cores': 4.0, 'memory_gib': 8.0, 'cpu_utilisation': 35.0, 'operating_system': 'RHEL 8'}}}),
    "vrops2": ('VM Name,Configuration|CPU Cores,Configuration|Memory (KB),CPU|Demand (MHz),Memory|Usage (%)\nvm1,4,8388608,2400,35\nvm2,8,16777216,4800,40\n', {'values': {'vm1': {'cpu_cores': 4.0, 'memory_gib': 8.0, 'memory_utilisation': 35.0}}}),
    "turbo": ('Name,VCPU Capacity (MHz),VCPU Utilization (%),VMem Capacity (KB),VMem Utilization (%),VStorage Capacity (MB),Number of VCPUs\nvm1,8000,30,8388608,55,102400,4\nvm2,16000,20,16777216,45,204800,8\n', {'values': {'vm1': {'cpu_cores': 4.0, 'memory_gib': 8.0, 'storage_gib': 100.0, 'cpu_utilisation': 30.0, 'memory_utilisation': 55.0}}}),
    "snow": ('Parent,Type,Child\nCRM,Depends on::Used by,ERP\nERP,Runs on::Runs,srv1\nsrv2,Runs::Runs on,CRM\n', {'names': {'ERP', 'CRM'}, 'needs': {('CRM', 'ERP')}}),
    "ardoq": ('_id,name,description,_type,Criticality,Owner\n1,CRM,x,Application,High,Ann\n2,ERP,y,Application,Low,Bob\n3,Sales,z,Business Capability,,\n', {'values': {'CRM': {'criticality': 'high'}}}),
    "wan": ('系统名称,年运维费用(万),用户数(万人),数据量(TB),上线时间,RTO(分钟)\n核心,120,1.5,3,2015-06,30\n信贷,35.5,0.2,1,2018-01,240\n', {'values': {'核心': {'run_cost_year': 1200000.0, 'users': 15000, 'rto_hours': 0.5}, '信贷': {'run_cost_year': 355000.0, 'users': 2000, 'rto_hours': 4.0}}}),
    "bank": ('序号,系统名称,系统简称,主管部门,系统等级,等保级别,部署方式,数据库,操作系统,服务器数量,年运维成本（万元）,是否涉及个人信息,维保到期\n1,核心业务系统,CBS,科技部,A类,三级,本地机房,Oracle 12c,AIX 7.2,24,580,是,2026年6月\n2,网上银行,EB,电子银行部,A,三级,私有云,达梦8,麒麟V10,12,120.5,是,2027/3/31\n3,内部论坛,BBS,办公室,C,二级,物理机,MySQL5.7,CentOS7,2,3,否,已过保\n', {'values': {'核心业务系统': {'protection_level': 3, 'database': 'Oracle 12c', 'server_count': 24, 'run_cost_year': 5800000.0, 'personal_data': 'basic', 'domain': '科技部'}, '网上银行': {'run_cost_year': 1205000.0, 'current_target': 'private'}}}),
    "de1": ('Lfd. Nr.;Verfahren;Fachbereich;Verantwortlicher;Schutzbedarf;Betriebssystem;Datenbank;Anzahl Nutzer;Betriebskosten p.a. (EUR);Wartung bis\n1;Einwohnerwesen;Ordnungsamt;Meier;hoch;Windows Server 2016;MS SQL 2014;1.250;45.000,00;31.12.2026\n2;Bibliothek;Kultur;Schulz;normal;SLES 12;MySQL;80;3.500,00;30.06.2027\n', {'names': {'Bibliothek', 'Einwohnerwesen'}, 'values': {'Einwohnerwesen': {'users': 1250, 'run_cost_year': 45000.0, 'support_end_date': date(2026, 12, 31), 'domain': 'Ordnungsamt'}}}),
    "fr1": ("Nom de l'application;Direction;Responsable;Criticité;Hébergement;Nb utilisateurs;Coût annuel (k€);Fin de support\nPaie;RH;Anne;Critique;Interne;1 250;45,5;31/12/2026\nStock;Logistique;Luc;Faible;Cloud;80;3,5;30/06/2027\n", {'values': {'Paie': {'users': 1250, 'run_cost_year': 45500.0, 'criticality': 'critical', 'support_end_date': date(2026, 12, 31)}}}),
    "es1": ('Aplicación;Área;Responsable;Criticidad;Usuarios;Coste anual (miles €);Fin de soporte\nNómina;RRHH;Ana;Alta;1.250;45,5;31/12/2026\nStock;Logística;Luis;Baja;80;3,5;30/06/2027\n', {'values': {'Nómina': {'users': 1250, 'run_cost_year': 45500.0, 'criticality': 'high'}}}),
    "ja1": ('No,システム名,所管部門,担当者,重要度,OS,データベース,サーバ台数,年間運用費(万円),サポート終了日,個人情報有無\n1,給与システム,人事部,佐藤,高,RHEL7,Oracle,3,120,2026/03/31,有\n2,掲示板,総務部,鈴木,低,Windows2012,MySQL,1,5,2025/12/31,無\n', {'values': {'給与システム': {'criticality': 'high', 'server_count': 3, 'run_cost_year': 1200000.0, 'personal_data': 'basic', 'domain': '人事部', 'support_end_date': date(2026, 3, 31)}}}),
    "it1": ('N.;Applicazione;Ufficio;Referente;Criticità;Sistema operativo;Utenti;Costo annuo (€);Fine supporto;Dati personali\n1;Paghe;Personale;Rossi;Alta;Windows 2016;1.250;45.000;31/12/2026;Sì\n2;Biblioteca;Cultura;Bianchi;Bassa;Linux;80;3.500;30/06/2027;No\n', {'values': {'Paghe': {'users': 1250, 'run_cost_year': 45000.0, 'criticality': 'high', 'personal_data': 'basic'}}}),
    "curr": ('Application,Run cost\nCRM,"USD 12,000"\nERP,"€ 8.000,50"\n', {}),
    "neg": ('Application,Run cost,Users\nCRM,(500),-5\nERP,1000,7\n', {'values': {'CRM': {'users': None}}}),
    "fte": ('Application,Effort (FTE),Support FTE,Team\nCRM,2,1,A\nERP,3,1,B\n', {'values': {'CRM': {'effort_days': None}}}),
    "dup": ('Application,Owner,Owner,Owner\nCRM,Ann,Bob,Cy\n', {'values': {'CRM': {'business_owner': 'Ann'}}}),
    "longt": ('Application,Memory,Storage,RTO\nCRM,16 GB,1.5 TB,< 4h\nERP,32GB,500 GB,1 day\n', {'values': {'CRM': {'memory_gib': 16.0, 'storage_gib': 1536.0, 'rto_hours': 4.0}, 'ERP': {'rto_hours': 24.0}}}),
    "yn": ('Application,Containerised?,Holds PII?,SaaS\nCRM,Y,N,\nERP,N,Y,x\n', {'values': {'CRM': {'containers': 'fully', 'personal_data': 'none'}, 'ERP': {'containers': 'none', 'personal_data': 'basic'}}}),
}
# fmt: on


@pytest.mark.parametrize("key", CASES)
def test_a_small_list_is_read_as_a_person_would(tmp_path: Path, key: str) -> None:
    hold_against(tmp_path, CASES[key])
