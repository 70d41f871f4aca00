"""An ugly list: names as somebody typed them from memory, with places and little else."""

from __future__ import annotations

__all__ = ["UGLY_CSV"]

UGLY_CSV = """Application,Hosting,Users
Warehouse Management,On-prem DC Zurich,120
SCADA Data Collection,plant,
Non-core Systems Monitor,Colo,
"Claims (old!!)",on prem,300
PolicyCenter,Azure West Europe,900
policy admin LIFE,mainframe,
HR,SaaS,2000
Payroll?,SaaS,
CRM / Salesforce,saas,450
e-mail,Office 365,2400
Zeus,,
Apollo 2,VM farm,
X-12 interface,DC,
Project Phoenix,,
DWH & reports,Rechenzentrum,80
Data mart for finance,data centre,
Museum Collection,server under desk,3
Excel macro of Mr Keller,laptop,1
机房监控,机房,
客户画像平台,阿里云,
test test TEST,Azure,
Webshop,AWS,90000
EDI,DC,
Fax server,DC,40
File share P:,on prem,2400
AD,DC,2400
DNS,DC,
old Access DB tooling,PC,2
SAP,DC,700
Time clock,plant,800
Intranet,DC,2400
Visitor counter,plant,
"Billing, printer ribbon stock",DC,
Reinsurance,DC,12
Actuarial Excel,file share,6
Backup,Colo,
Group Policy Editor,DC,
Bank Holiday Planner,intranet,30
Core Switch Mgmt,DC,
GIS,public cloud,25
LIMS,plant,15
Tablet app field,SaaS,120
"""
