/**
 * WooCommerce's Analytics exports, whose headers are in the shop's language. Customers have no
 * number there: each is found by the address. Orders name nobody by number or address.
 */
import { column, constant, filled, type Source } from "./source.ts";

const address = column("Email", "E-Mail", "Correo electrónico", "E-mail", "电子邮件", "邮箱");

export const woocommerce: Source = {
  name: "woocommerce",
  label: "WooCommerce",
  files: [
    {
      name: "customers",
      tells: [
        ["Username", "Benutzername", "Identifiant", "Nombre de usuario", "用户名"],
        ["Last Active", "Zuletzt aktiv", "Dernière activité", "Última actividad", "上次活动"],
        ["AOV", "Durchschnittlicher Bestellwert", "Panier moyen", "Valor medio", "平均订单价值"],
        ["Email", "E-Mail", "Correo electrónico", "E-mail", "电子邮件", "邮箱"],
      ],
      makes: [
        {
          kind: "contacts",
          when: filled(address),
          fields: {
            own: constant("woocommerce"),
            name: column("Name", "Nom", "Nombre", "名称", "姓名"),
            address,
            telephone: column("Billing Phone", "Rechnungstelefon", "账单电话"),
          },
        },
      ],
    },
    {
      name: "orders",
      tells: [
        ["Order #", "Bestellung #", "Commande n°", "Pedido n.º", "订单号", "订单 #"],
        ["N. Revenue (formatted)", "Net Sales", "Nettoumsatz"],
        ["Customer type", "Kundentyp", "Type de client", "Tipo de cliente", "客户类型"],
        ["Product(s)", "Produkt(e)", "Produit(s)", "Producto(s)", "产品"],
      ],
      makes: [],
      refusal:
        "WooCommerce's Analytics export of orders names neither a customer's number nor an " +
        "address, so nobody can tell whose an order is. Export the orders with their billing " +
        "address (Email), or have WooCommerce send them.",
    },
  ],
};
