"""Words in dates, in the languages blogs are written in: months, relative units, and what announces a date."""

from __future__ import annotations

import unicodedata

__all__ = [
    "AMBIGUOUS_MONTHS",
    "DAYS_AGO",
    "MODIFIED_WORDS",
    "MONTHS",
    "OTHER_WORDS",
    "PUBLISHED_WORDS",
    "VIETNAMESE_MONTHS",
]

# Per language twelve entries; each holds the spellings of one month: full, inflected, short. Lower case, without the last dot.
_NAMES: dict[str, str] = {
    "en": "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,"
    "october oct,november nov,december dec",
    "de": "januar jänner jan jän,februar feber feb,märz mär mrz maerz,april apr,mai,juni jun,juli jul,"
    "august aug,september sept sep,oktober okt,november nov,dezember dez",
    "fr": "janvier janv,février fevrier févr fév fevr,mars,avril avr,mai,juin,juillet juil,août aout,"
    "septembre sept,octobre oct,novembre nov,décembre decembre déc dec",
    "es": "enero ene,febrero feb,marzo mar,abril abr,mayo may,junio jun,julio jul,agosto ago,"
    "septiembre setiembre sept sep set,octubre oct,noviembre nov,diciembre dic",
    "pt": "janeiro jan,fevereiro fev,março marco mar,abril abr,maio mai,junho jun,julho jul,agosto ago,"
    "setembro set,outubro out,novembro nov,dezembro dez",
    "it": "gennaio gen genn,febbraio feb febbr,marzo mar,aprile apr,maggio mag magg,giugno giu,luglio lug,"
    "agosto ago,settembre set sett,ottobre ott,novembre nov,dicembre dic",
    "ca": "gener gen,febrer febr,març,abril abr,maig,juny,juliol jul,agost ag,setembre set,octubre oct,novembre nov,desembre des",
    "gl": "xaneiro xan,febreiro feb,marzo,abril,maio,xuño xuñ,xullo xul,agosto,setembro,outubro out,novembro,decembro dec",
    "eu": "urtarrila urtarrilak urtarrilaren,otsaila otsailak otsailaren,martxoa martxoak martxoaren,"
    "apirila apirilak apirilaren,maiatza maiatzak maiatzaren,"
    "ekaina ekainak ekainaren,uztaila uztailak uztailaren,abuztua abuztuak abuztuaren,"
    "iraila irailak irailaren,urria urriak urriaren,azaroa azaroak azaroaren,abendua abenduak abenduaren",
    "nl": "januari jan,februari feb,maart mrt,april apr,mei,juni jun,juli jul,augustus aug,september sept sep,"
    "oktober okt,november nov,december dec",
    "af": "januarie,februarie,maart,april,mei,junie,julie,augustus,september,oktober,november,desember",
    "da": "januar jan,februar feb,marts,april apr,maj,juni jun,juli jul,august aug,september sep,oktober okt,"
    "november nov,december dec",
    "no": "januar jan,februar feb,mars,april apr,mai,juni jun,juli jul,august aug,september sep,oktober okt,"
    "november nov,desember des",
    "sv": "januari jan,februari feb,mars,april apr,maj,juni jun,juli jul,augusti aug,september sep sept,"
    "oktober okt,november nov,december dec",
    "is": "janúar,febrúar,mars,apríl,maí,júní,júlí,ágúst,september,október,nóvember,desember",
    "fi": "tammikuuta tammikuu tammi,helmikuuta helmikuu helmi,maaliskuuta maaliskuu maalis,"
    "huhtikuuta huhtikuu huhti,toukokuuta toukokuu touko,"
    "kesäkuuta kesäkuu kesä,heinäkuuta heinäkuu heinä,elokuuta elokuu elo,syyskuuta syyskuu syys,"
    "lokakuuta lokakuu loka,marraskuuta marraskuu marras,joulukuuta joulukuu joulu",
    "et": "jaanuar jaanuaril jaan,veebruar veebruaril veebr,märts märtsil,aprill aprillil,mai mail,"
    "juuni juunil,juuli juulil,august augustil,september septembril,oktoober oktoobril okt,"
    "november novembril,detsember detsembril dets",
    "lv": "janvāris janvārī,februāris februārī,marts martā,aprīlis aprīlī,maijs maijā,jūnijs jūnijā,"
    "jūlijs jūlijā,augusts augustā,septembris septembrī,oktobris oktobrī,novembris novembrī,"
    "decembris decembrī",
    "lt": "sausio sausis,vasario vasaris,kovo kovas,balandžio balandis,gegužės gegužė,birželio birželis,"
    "liepos liepa,rugpjūčio rugpjūtis,rugsėjo rugsėjis,spalio spalis,lapkričio lapkritis,gruodžio gruodis",
    "pl": "stycznia styczeń sty,lutego luty lut,marca marzec mar,kwietnia kwiecień kwi,maja maj,"
    "czerwca czerwiec cze,lipca lipiec lip,sierpnia sierpień sie,września wrzesień wrz,"
    "października październik paź,listopada listopad lis,grudnia grudzień gru",
    "cs": "ledna leden led,února únor úno,března březen bře,dubna duben dub,května květen kvě,"
    "června červen čer,července červenec čvc,srpna srpen srp,září zář,října říjen říj,"
    "listopadu listopad lis,prosince prosinec pro",
    "sk": "januára január,februára február,marca marec,apríla apríl,mája máj,júna jún,júla júl,augusta august,"
    "septembra september,októbra október okt,novembra november,decembra december",
    "sl": "januarja januar,februarja februar,marca marec,aprila april,maja maj,junija junij,julija julij,"
    "avgusta avgust avg,septembra september,oktobra oktober,novembra november,decembra december",
    "hr": "siječnja siječanj sij,veljače veljača velj,ožujka ožujak ožu,travnja travanj tra,"
    "svibnja svibanj svi,lipnja lipanj lip,srpnja srpanj srp,kolovoza kolovoz kol,rujna rujan ruj,"
    "listopada listopad lis,studenoga studenog studeni stu,prosinca prosinac pro",
    "sr": "januar januara јануар јануара јан,februar februara фебруар фебруара феб,mart marta март марта мар,"
    "april aprila април априла апр,maj maja мај маја,jun juna jуn јун јуна,"
    "jul jula јул јула,avgust avgusta август августа авг,septembar septembra септембар септембра сеп,"
    "oktobar oktobra октобар октобра окт,novembar novembra новембар новембра нов,"
    "decembar decembra децембар децембра дец",
    "ro": "ianuarie ian,februarie feb,martie mar,aprilie apr,mai,iunie iun,iulie iul,august aug,"
    "septembrie sept,octombrie oct,noiembrie noi nov,decembrie dec",
    "hu": "január jan,február febr,március márc,április ápr,május máj,június jún,július júl,augusztus aug,"
    "szeptember szept,október okt,november nov,december dec",
    "sq": "janar,shkurt,mars,prill,maj,qershor,korrik,gusht,shtator,tetor,nëntor,dhjetor",
    "tr": "ocak oca,şubat şub,mart mar,nisan nis,mayıs may,haziran haz,temmuz tem,ağustos ağu,eylül eyl,"
    "ekim eki,kasım kas,aralık ara",
    "az": "yanvar,fevral,mart,aprel,may,iyun,iyul,avqust,sentyabr,oktyabr,noyabr,dekabr",
    "ru": "января январь янв,февраля февраль февр фев,марта март мар,апреля апрель апр,мая май,июня июнь июн,"
    "июля июль июл,августа август авг,сентября сентябрь сент сен,октября октябрь окт,"
    "ноября ноябрь нояб ноя,декабря декабрь дек",
    "uk": "січня січень січ,лютого лютий лют,березня березень бер,квітня квітень квіт кві,"
    "травня травень трав тра,червня червень черв чер,липня липень лип,серпня серпень серп сер,"
    "вересня вересень вер,жовтня жовтень жовт жов,листопада листопад лист лис,грудня грудень груд гру",
    "be": "студзеня студзень,лютага люты,сакавіка сакавік,красавіка красавік,мая май травень,чэрвеня чэрвень,"
    "ліпеня ліпень,жніўня жнівень,верасня верасень,кастрычніка кастрычнік,лістапада лістапад,"
    "снежня снежань",
    "bg": "януари ян,февруари фев,март мар,април апр,май,юни,юли,август авг,септември сеп септ,октомври окт,"
    "ноември ное,декември дек",
    "mk": "јануари,февруари,март,април,мај,јуни,јули,август,септември,октомври,ноември,декември",
    "el": "ιανουαρίου ιανουάριος ιαν,φεβρουαρίου φεβρουάριος φεβ,μαρτίου μάρτιος μαρ μάρ,απριλίου απρίλιος απρ,"
    "μαΐου μάιος μαΐ μάι μαϊου,ιουνίου ιούνιος ιουν ιούν,"
    "ιουλίου ιούλιος ιουλ ιούλ,αυγούστου αύγουστος αυγ αύγ,σεπτεμβρίου σεπτέμβριος σεπ,"
    "οκτωβρίου οκτώβριος οκτ,νοεμβρίου νοέμβριος νοε νοέ,δεκεμβρίου δεκέμβριος δεκ",
    "he": "ינואר בינואר,פברואר בפברואר,מרץ במרץ מרס במרס,אפריל באפריל,מאי במאי,יוני ביוני,יולי ביולי,"
    "אוגוסט באוגוסט,ספטמבר בספטמבר,אוקטובר באוקטובר,נובמבר בנובמבר,דצמבר בדצמבר",
    "ar": "يناير جانفي,فبراير فيفري,مارس,أبريل ابريل إبريل أفريل,مايو ماي,يونيو جوان يونيه,يوليو جويلية يوليه,"
    "أغسطس اغسطس أوت,سبتمبر,أكتوبر اكتوبر,نوفمبر,ديسمبر",
    "ar-sy": "كانون.الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين.الأول,تشرين.الثاني,كانون.الأول",
    "fa": "ژانویه,فوریه,مارس,آوریل,مه,ژوئن,ژوئیه,اوت,سپتامبر,اکتبر,نوامبر,دسامبر",
    "ur": "جنوری,فروری,مارچ,اپریل,مئی,جون,جولائی,اگست,ستمبر,اکتوبر,نومبر,دسمبر",
    "hi": "जनवरी जन,फ़रवरी फरवरी,मार्च,अप्रैल,मई,जून,जुलाई,अगस्त,सितंबर सितम्बर,अक्टूबर अक्तूबर,नवंबर नवम्बर,दिसंबर दिसम्बर",
    "bn": "জানুয়ারি জানুয়ারী জানুয়ারি,ফেব্রুয়ারি ফেব্রুয়ারী ফেব্রুয়ারি,মার্চ,এপ্রিল,মে,জুন,জুলাই,আগস্ট,সেপ্টেম্বর,অক্টোবর,নভেম্বর,ডিসেম্বর",
    "ta": "ஜனவரி,பிப்ரவரி,மார்ச்,ஏப்ரல்,மே,ஜூன்,ஜூலை,ஆகஸ்ட்,செப்டம்பர்,அக்டோபர்,நவம்பர்,டிசம்பர்",
    "th": "มกราคม ม.ค,กุมภาพันธ์ ก.พ,มีนาคม มี.ค,เมษายน เม.ย,พฤษภาคม พ.ค,มิถุนายน มิ.ย,กรกฎาคม ก.ค,สิงหาคม ส.ค,"
    "กันยายน ก.ย,ตุลาคม ต.ค,พฤศจิกายน พ.ย,ธันวาคม ธ.ค",
    "id": "januari jan,februari feb,maret mar,april apr,mei,juni jun,juli jul,agustus agu agt,september sep,"
    "oktober okt,november nov,desember des",
    "ms": "januari,februari,mac,april,mei,jun,julai,ogos,september,oktober,november,disember dis",
    "tl": "enero,pebrero,marso,abril,mayo,hunyo,hulyo,agosto,setyembre,oktubre,nobyembre,disyembre",
    "sw": "januari,februari,machi,aprili,mei,juni,julai,agosti,septemba,oktoba,novemba,desemba",
    "eo": "januaro,februaro,marto,aprilo,majo,junio,julio,aŭgusto,septembro,oktobro,novembro,decembro",
    "cy": "ionawr ion,chwefror chwe,mawrth maw,ebrill ebr,mai,mehefin meh,gorffennaf gor,awst,medi,hydref hyd,"
    "tachwedd tach,rhagfyr rhag",
    "ga": "eanáir,feabhra,márta,aibreán,bealtaine,meitheamh,iúil,lúnasa,meán.fómhair,deireadh.fómhair,samhain,nollaig",
    "ka": "იანვარი იან,თებერვალი თებ,მარტი მარ,აპრილი აპრ,მაისი მაი,ივნისი ივნ,ივლისი ივლ,აგვისტო აგვ,"
    "სექტემბერი სექ,ოქტომბერი ოქტ,ნოემბერი ნოე,დეკემბერი დეკ",
    "hy": "հունվարի հունվար,փետրվարի փետրվար,մարտի մարտ,ապրիլի ապրիլ,մայիսի մայիս,հունիսի հունիս,"
    "հուլիսի հուլիս,օգոստոսի օգոստոս,սեպտեմբերի սեպտեմբեր,հոկտեմբերի հոկտեմբեր,նոյեմբերի նոյեմբեր,"
    "դեկտեմբերի դեկտեմբեր",
    "kk": "қаңтар,ақпан,наурыз,сәуір,мамыр,маусым,шілде,тамыз,қыркүйек,қазан,қараша,желтоқсан",
}


# Languages that are often written without their accents: in capitals, or on keyboards that lack them.
BARE = frozenset("fr es pt it ca gl ro hu cs sk sl hr pl tr el vi lt lv ga is".split())


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _by_word() -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    found: dict[str, dict[str, int]] = {}
    for language, names in _NAMES.items():
        for number, spellings in enumerate(names.split(","), 1):
            for word in spellings.split():
                spaced = word.replace(".", " ") if language != "th" else word
                found.setdefault(spaced, {}).setdefault(language, number)
                if language in BARE:
                    found.setdefault(_without_accents(spaced), {}).setdefault(language, number)
    clear, unclear = {}, {}
    for word, languages in found.items():
        numbers = set(languages.values())
        if len(numbers) == 1:
            clear[word] = numbers.pop()
        else:
            unclear[word] = languages
    return clear, unclear


MONTHS, AMBIGUOUS_MONTHS = _by_word()
"""Word → month, and the words that mean different months in different languages → language → month."""

VIETNAMESE_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "một",
            "hai",
            "ba",
            "tư",
            "năm",
            "sáu",
            "bảy",
            "tám",
            "chín",
            "mười",
            "mười một",
            "mười hai",
        ),
        1,
    )
} | {"giêng": 1, "bốn": 4, "chạp": 12}
"""Only after the word "tháng", since they are plain numbers."""

MODIFIED_WORDS = (
    "updated|modified|last edited|edited on|last change|revised|reviewed|review date|aktualisiert|geändert|"
    "bearbeitet|letzte änderung|zuletzt|mis à jour|mise à jour|modifié|"
    "actualizado|actualizada|modificado|última actualización|editado|atualizado|atualizada|aggiornato|"
    "ultimo aggiornamento|modificato|bijgewerkt|gewijzigd|opdateret|oppdatert|"
    "uppdaterad|senast ändrad|päivitetty|muokattu|aktualizacja|zaktualizowano|aktualizováno|"
    "aktualizované|upraveno|ažurirano|posodobljeno|frissítve|módosítva|actualizat|"
    "güncellendi|güncelleme|güncellenme|обновлено|обновлен|изменено|изменён|оновлено|змінено|обновен|"
    "ενημέρωση|ενημερώθηκε|עודכן|عدل|تحديث|تم التحديث|به‌روزرسانی|अपडेट|"
    "更新|最終更新|編集日|修正日|修改|最后编辑|수정|업데이트|cập nhật|diperbarui|dikemaskini|แก้ไข|อัปเดต"
)
PUBLISHED_WORDS = (
    "published|publish date|posted|written on|created|date|released|submitted|uploaded|added|"
    "datum|dátum|dato|päiväys|kuupäev|datums|tarih|"
    "erschienen|gespeichert|eingestellt|online seit|veröffentlicht|erstellt|geschrieben am|publié|"
    "publiée|écrit le|posté|publicado|publicada|escrito|fecha|data|"
    "pubblicato|scritto|geplaatst|gepubliceerd|udgivet|publisert|publicerad|publicerat|julkaistu|"
    "opublikowano|dodano|publikováno|vydáno|objavljeno|megjelent|közzétéve|"
    "publicat|yayınlanma|yayımlandı|yayın tarihi|опубликовано|дата|размещено|опубліковано|публикувано|"
    "δημοσιεύθηκε|δημοσιευθηκε|δημοσίευση|δημοσιευση|ημερομηνία|ημερομηνια|פורסם|نشر|تاريخ|منتشر|प्रकाशित|"
    "公開日|投稿日|作成日|公開|投稿|掲載|发布|發佈|发表|發表|時間|时间|日期|"
    "작성|등록|게시|đăng|ngày đăng|diterbitkan|dipublikasikan|เผยแพร่|โพสต์"
)
OTHER_WORDS = (
    "joined|registered|member since|last visit|last seen|it is currently|current time|born|birthday|deadline|expires|valid until|"
    "starts|ends|start date|end date|event date|closing date|next review|registriert|mitglied seit|dabei seit|beigetreten|"
    "letzter besuch|aktuelle zeit|geboren|gültig bis|inscrit|inscription|membre depuis|registrado|se unió|miembro desde|"
    "registrato|iscritto|lid geworden|geregistreerd|dołączył|zarejestrowany|зарегистрирован|регистрация|注册|加入|登録日|가입"
)
"""Announce a day that is no post's: of a member, an event, the clock of a forum."""

# "N … ago" with the place of the number as {n}; only units from which a day follows.
DAYS_AGO = (
    "{n} days? ago|vor {n} tag(?:en)?|il y a {n} jours?|hace {n} d[ií]as?|h[áa] {n} dias?|"
    "{n} dias atr[áa]s|{n} giorn[io] fa|{n} dag(?:en)? geleden|for {n} dage? siden|"
    "for {n} dager siden|{n} dag(?:ar)? sedan|{n} päivää? sitten|{n} dni temu|před {n} dny|"
    "pred {n} dňami|prije {n} dana|pre {n} dana|{n} nappal ezelőtt|{n} napja|"
    "acum {n} zile|{n} gün önce|{n} (?:день|дня|дней) назад|{n} (?:день|дні|днів) тому|преди {n} дни|"
    "πριν {n} (?:η)?μέρες|לפני {n} ימים|منذ {n} (?:أيام|يوم)|{n} روز پیش|"
    "{n} दिन पहले|{n}\\s*日前|{n}\\s*天前|{n}\\s*일 전|{n} ngày trước|{n} hari (?:yang )?lalu|{n} วันที่แล้ว"
)
DAY_LETTERS = "dtjgpnzhдημיأيرद日天일ว"
"""What the words for days behind the number in `DAYS_AGO` begin with."""
