/** The words the demo book is made of. All domains end in `.example`, which nobody can own (RFC 2606). */

export const english = {
  given: ["Ada", "Amir", "Beth", "Callum", "Carla", "Chidi", "Clara", "Declan", "Edith", "Elena", "Farah", "Felix", "Grace", "Hanna", "Hugo", "Imran", "Ines", "Ivor", "Jonas", "June", "Kirsty", "Leila", "Liam", "Marta", "Miles", "Nadia", "Noah", "Olive", "Omar", "Petra", "Priya", "Rosa", "Rufus", "Sara", "Seamus", "Tessa", "Tomas", "Una", "Vera", "Zoe"],
  family: ["Abbott", "Ahmed", "Barlow", "Bellamy", "Castell", "Dunmore", "Ellery", "Farrow", "Garrick", "Hale", "Ibsen", "Jarvis", "Kerr", "Langley", "Maddox", "Nyman", "Okafor", "Penrose", "Quayle", "Rowntree", "Sandhu", "Thorne", "Underhill", "Varga", "Wexford", "Yates"],
  place: ["Alder", "Ashby", "Bramley", "Calder", "Corran", "Dunford", "Eastgate", "Fenwick", "Greyfriars", "Hollin", "Ingle", "Kestrel", "Larkfield", "Marlow", "Northcote", "Oakridge", "Pennine", "Redmoor", "Saltmarsh", "Thornbury", "Ulverton", "Westbrook", "Wychwood", "Yarrow"],
  trade: ["Marine", "Joinery", "Bakery", "Optics", "Textiles", "Engineering", "Ceramics", "Outdoors", "Dental", "Logistics", "Printworks", "Gardens", "Instruments", "Foods", "Cycles", "Electrical", "Furniture", "Paper", "Glass", "Chemicals"],
  form: ["Ltd", "& Sons", "Group", "Partners", "Works", "Supply"],
} as const;

export const chinese = {
  family: ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"],
  familyLatin: ["wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu", "zhu", "gao", "lin", "he", "guo", "ma", "luo"],
  given: ["小明", "丽华", "建国", "志强", "晓燕", "文博", "雨桐", "子涵", "思远", "海峰", "佳怡", "明哲", "雪梅", "国栋", "婷婷", "俊杰", "慧敏", "天宇"],
  givenLatin: ["xiaoming", "lihua", "jianguo", "zhiqiang", "xiaoyan", "wenbo", "yutong", "zihan", "siyuan", "haifeng", "jiayi", "mingzhe", "xuemei", "guodong", "tingting", "junjie", "huimin", "tianyu"],
  place: ["华东", "江南", "岭南", "滨海", "云山", "天河", "长宁", "锦江", "东湖", "北辰", "青岩", "沧浪"],
  placeLatin: ["huadong", "jiangnan", "lingnan", "binhai", "yunshan", "tianhe", "changning", "jinjiang", "donghu", "beichen", "qingyan", "canglang"],
  trade: ["海事", "精密仪器", "纺织", "电子", "食品", "光学", "物流", "家具", "化工", "陶瓷"],
  tradeLatin: ["marine", "instruments", "textiles", "electronics", "foods", "optics", "logistics", "furniture", "chemicals", "ceramics"],
  form: ["有限公司", "集团", "贸易有限公司"],
} as const;

export const categories = ["Valves", "Pumps", "Fittings", "Tools", "Safety", "Electrical", "Service"] as const;
export const segments = ["Trade", "Retail", "Public sector", "Export"] as const;

export const subjects = {
  en: ["Delivery dates for the next order", "Quote request", "Invoice query", "Wrong size delivered", "Thank you for the quick reply", "Annual price review", "Spare parts list", "Visit next month", "Renewal of the service plan", "Question about the warranty"],
  zh: ["下一批订单的交货日期", "询价", "发票问题", "尺寸发错了", "感谢及时回复", "年度价格调整", "备件清单", "下月拜访安排", "服务合同续约", "保修问题咨询"],
} as const;

export const comments = {
  good: { en: ["Quick and helpful", "Always on time", "Good advice on the fittings"], zh: ["回复很快", "交货准时", "建议很专业"] },
  bad: { en: ["Annoyed about the wrong size", "Waited a week for an answer", "Invoice was wrong twice"], zh: ["尺寸发错了，很生气", "等了一周才回复", "发票错了两次"] },
} as const;
