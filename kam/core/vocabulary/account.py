"""Accounts and their dossier (domain.md §2)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class BusinessType(Term):
    """What kind of business a client is."""

    RETAIL_FEDERAL = "retail_federal", label("business type", "federal retail chain")
    RETAIL_REGIONAL = "retail_regional", label("business type", "regional retail chain")
    RETAIL_LOCAL = "retail_local", label("business type", "local retail chain")
    SINGLE_SHOPS = "single_shops", label("business type", "single shops")
    WHOLESALER = "wholesaler", label("business type", "wholesaler")
    SUB_DISTRIBUTOR = "sub_distributor", label("business type", "sub-distributor")
    DEALER = "dealer", label("business type", "dealer")
    PROCESSOR = "processor", label("business type", "processor")
    MANUFACTURER = "manufacturer", label("business type", "manufacturer")
    HORECA = "horeca", label("business type", "HoReCa")
    SERVICE_CENTRE = "service_centre", label("business type", "service centre")
    PUBLIC_SECTOR = "public_sector", label("business type", "public sector")
    OTHER = "other", label("business type", "other")


class AccountStatus(Term):
    """Where the relationship stands."""

    PROSPECT = "prospect", label("account status", "prospect")
    ACTIVE = "active", label("account status", "active")
    AT_RISK = "at_risk", label("account status", "at risk")
    DORMANT = "dormant", label("account status", "dormant")
    LOST = "lost", label("account status", "lost")


class PaymentForm(Term):
    """How a client pays."""

    PREPAYMENT_FULL = "prepayment_full", label("payment form", "full prepayment")
    PREPAYMENT_PART = "prepayment_part", label("payment form", "part prepayment")
    ON_DELIVERY = "on_delivery", label("payment form", "on delivery")
    POST_PAYMENT = "post_payment", label("payment form", "post-payment")
    DEFERRED = "deferred", label("payment form", "deferred")
    SPECIAL = "special", label("payment form", "special terms")


class AddressKind(Term):
    """What an address is for."""

    LEGAL = "legal", label("address kind", "legal address")
    POSTAL = "postal", label("address kind", "postal address")
    SITE = "site", label("address kind", "site")
    DELIVERY = "delivery", label("address kind", "delivery address")
    OTHER = "other", label("address kind", "other")


class DossierSection(Term):
    """The parts of the dossier that are verified on their own."""

    IDENTITY = "identity", label("dossier section", "identity")
    PORTRAIT = "portrait", label("dossier section", "portrait")
    TERMS = "terms", label("dossier section", "commercial terms")
    CONTRACTS = "contracts", label("dossier section", "contracts")
    UNITS = "units", label("dossier section", "business units")
    PEOPLE = "people", label("dossier section", "people")
    COMPETITORS = "competitors", label("dossier section", "competitors")
    TEAM = "team", label("dossier section", "our team")
    MONEY = "money", label("dossier section", "money")
    DOCUMENTS = "documents", label("dossier section", "documents")


class TeamRole(Term):
    """What a colleague of ours does for the account."""

    KAM = "kam", label("team role", "KAM")
    EXECUTIVE_SPONSOR = "executive_sponsor", label("team role", "executive sponsor")
    PRE_SALES = "pre_sales", label("team role", "pre-sales")
    SERVICE = "service", label("team role", "service")
    LOGISTICS = "logistics", label("team role", "logistics")
    FINANCE = "finance", label("team role", "finance")
    QUALITY = "quality", label("team role", "quality")
    OTHER = "other", label("team role", "other")


class DocumentKind(Term):
    """What kind of file is kept."""

    CONTRACT = "contract", label("document kind", "contract")
    SPECIFICATION = "specification", label("document kind", "specification")
    PRICE_LIST = "price_list", label("document kind", "price list")
    PRESENTATION = "presentation", label("document kind", "presentation")
    MINUTES = "minutes", label("document kind", "minutes")
    CERTIFICATE = "certificate", label("document kind", "certificate")
    LETTER = "letter", label("document kind", "letter")
    PHOTO = "photo", label("document kind", "photo")
    OTHER = "other", label("document kind", "other")


class Segment(Term):
    """ABC by revenue crossed with potential."""

    VIP = "vip", label("segment", "VIP")
    STRATEGIC = "strategic", label("segment", "strategic")
    TYPICAL = "typical", label("segment", "typical")
    TAIL = "tail", label("segment", "tail")
    UNKNOWN = "unknown", label("segment", "not determined")


class AbcClass(Term):
    """Class by cumulative share of revenue."""

    A = "a", label("ABC class", "A")
    B = "b", label("ABC class", "B")
    C = "c", label("ABC class", "C")


class XyzClass(Term):
    """Class by variation of monthly revenue."""

    X = "x", label("XYZ class", "X")
    Y = "y", label("XYZ class", "Y")
    Z = "z", label("XYZ class", "Z")


class KeyGroup(Term):
    """Why an account is key."""

    BREADWINNER = "breadwinner", label("key group", "breadwinner")
    PROSPECTIVE = "prospective", label("key group", "prospective")
    IMAGE_MAKER = "image_maker", label("key group", "image-maker")
    EXPERT = "expert", label("key group", "expert")


class Overridden(Term):
    """Which computed value of an account is set by hand."""

    SEGMENT = "segment", label("computed value", "segment")
    KEY_GROUP = "key_group", label("computed value", "key group")
    ABC = "abc", label("computed value", "ABC class")
    XYZ = "xyz", label("computed value", "XYZ class")
    RELATIONSHIP_DEGREE = "relationship_degree", label("computed value", "relationship degree")


class RelationshipDegree(Term):
    """The rhythm in which a client orders."""

    PERMANENT = "permanent", label("relationship degree", "permanent")
    STABLE = "stable", label("relationship degree", "stable")
    IRREGULAR = "irregular", label("relationship degree", "irregular")
    EPISODIC = "episodic", label("relationship degree", "episodic")
    ONE_OFF = "one_off", label("relationship degree", "one-off")
    NOT_YET = "not_yet", label("relationship degree", "not yet bought")
    STOPPED = "stopped", label("relationship degree", "stopped buying")
