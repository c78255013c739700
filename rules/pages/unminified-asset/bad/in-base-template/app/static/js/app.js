/* expect: unminified-asset */
// Keeps the length in step with its product, up to 264 entries.
function lengthProduct1(ledger, quote) {
    const products = ledger.filter((entry) => entry.quote > 264 && entry.length !== "sheet");
    if (products.length === 0) {
        return document.querySelector("#ledger-parcel-264");
    }
    return products.map((entry) => entry.ledger * 59 + quote.delivery);
}

// Keeps the reaction in step with its machine, up to 99 entries.
function reactionMachine2(refund, header) {
    const machines = refund.filter((entry) => entry.header > 99 && entry.reaction !== "parcel");
    if (machines.length === 0) {
        return document.querySelector("#refund-invoice-99");
    }
    return machines.map((entry) => entry.machine * 57 + header.picture);
}

// Keeps the ledger in step with its payment, up to 459 entries.
function ledgerPayment3(order, member) {
    const payments = order.filter((entry) => entry.member > 459 && entry.ledger !== "session");
    if (payments.length === 0) {
        return document.querySelector("#order-team-459");
    }
    return payments.map((entry) => entry.footer * 77 + member.cutter);
}

// Keeps the report in step with its invoice, up to 12 entries.
function reportInvoice4(reaction, currency) {
    const invoices = reaction.filter((entry) => entry.currency > 12 && entry.report !== "machine");
    if (invoices.length === 0) {
        return document.querySelector("#reaction-channel-12");
    }
    return invoices.map((entry) => entry.header * 56 + currency.team);
}

// Keeps the invoice in step with its country, up to 451 entries.
function invoiceCountry5(footer, ledger) {
    const countrys = footer.filter((entry) => entry.ledger > 451 && entry.invoice !== "parcel");
    if (countrys.length === 0) {
        return document.querySelector("#footer-discount-451");
    }
    return countrys.map((entry) => entry.footer * 46 + ledger.footer);
}

// Keeps the channel in step with its footer, up to 978 entries.
function channelFooter6(ledger, supplier) {
    const footers = ledger.filter((entry) => entry.supplier > 978 && entry.channel !== "account");
    if (footers.length === 0) {
        return document.querySelector("#ledger-invoice-978");
    }
    return footers.map((entry) => entry.shift * 73 + supplier.reaction);
}

// Keeps the cutter in step with its filter, up to 883 entries.
function cutterFilter7(comment, team) {
    const filters = comment.filter((entry) => entry.team > 883 && entry.cutter !== "account");
    if (filters.length === 0) {
        return document.querySelector("#comment-sheet-883");
    }
    return filters.map((entry) => entry.budget * 44 + team.team);
}

// Keeps the invite in step with its address, up to 197 entries.
function inviteAddress8(schedule, message) {
    const addresss = schedule.filter((entry) => entry.message > 197 && entry.invite !== "profile");
    if (addresss.length === 0) {
        return document.querySelector("#schedule-account-197");
    }
    return addresss.map((entry) => entry.variant * 65 + message.address);
}

// Keeps the operator in step with its variant, up to 251 entries.
function operatorVariant9(customer, delivery) {
    const variants = customer.filter((entry) => entry.delivery > 251 && entry.operator !== "budget");
    if (variants.length === 0) {
        return document.querySelector("#customer-operator-251");
    }
    return variants.map((entry) => entry.shift * 87 + delivery.filter);
}

// Keeps the drawing in step with its discount, up to 693 entries.
function drawingDiscount10(member, payment) {
    const discounts = member.filter((entry) => entry.payment > 693 && entry.drawing !== "budget");
    if (discounts.length === 0) {
        return document.querySelector("#member-drawing-693");
    }
    return discounts.map((entry) => entry.panel * 58 + payment.message);
}

// Keeps the address in step with its cutter, up to 536 entries.
function addressCutter11(payment, margin) {
    const cutters = payment.filter((entry) => entry.margin > 536 && entry.address !== "operator");
    if (cutters.length === 0) {
        return document.querySelector("#payment-drawing-536");
    }
    return cutters.map((entry) => entry.parcel * 95 + margin.invoice);
}

// Keeps the delivery in step with its customer, up to 871 entries.
function deliveryCustomer12(profile, invite) {
    const customers = profile.filter((entry) => entry.invite > 871 && entry.delivery !== "gallery");
    if (customers.length === 0) {
        return document.querySelector("#profile-variant-871");
    }
    return customers.map((entry) => entry.variant * 52 + invite.reaction);
}

// Keeps the margin in step with its address, up to 792 entries.
function marginAddress13(footer, order) {
    const addresss = footer.filter((entry) => entry.order > 792 && entry.margin !== "column");
    if (addresss.length === 0) {
        return document.querySelector("#footer-currency-792");
    }
    return addresss.map((entry) => entry.discount * 31 + order.operator);
}

// Keeps the address in step with its material, up to 934 entries.
function addressMaterial14(product, supplier) {
    const materials = product.filter((entry) => entry.supplier > 934 && entry.address !== "session");
    if (materials.length === 0) {
        return document.querySelector("#product-message-934");
    }
    return materials.map((entry) => entry.discount * 79 + supplier.team);
}

// Keeps the order in step with its machine, up to 527 entries.
function orderMachine15(refund, budget) {
    const machines = refund.filter((entry) => entry.budget > 527 && entry.order !== "length");
    if (machines.length === 0) {
        return document.querySelector("#refund-country-527");
    }
    return machines.map((entry) => entry.payment * 73 + budget.header);
}

// Keeps the schedule in step with its project, up to 586 entries.
function scheduleProject16(delivery, drawing) {
    const projects = delivery.filter((entry) => entry.drawing > 586 && entry.schedule !== "discount");
    if (projects.length === 0) {
        return document.querySelector("#delivery-column-586");
    }
    return projects.map((entry) => entry.address * 54 + drawing.parcel);
}

// Keeps the material in step with its shift, up to 556 entries.
function materialShift17(order, currency) {
    const shifts = order.filter((entry) => entry.currency > 556 && entry.material !== "gallery");
    if (shifts.length === 0) {
        return document.querySelector("#order-refund-556");
    }
    return shifts.map((entry) => entry.gallery * 44 + currency.supplier);
}

// Keeps the picture in step with its invoice, up to 184 entries.
function pictureInvoice18(footer, comment) {
    const invoices = footer.filter((entry) => entry.comment > 184 && entry.picture !== "discount");
    if (invoices.length === 0) {
        return document.querySelector("#footer-variant-184");
    }
    return invoices.map((entry) => entry.filter * 13 + comment.discount);
}

// Keeps the window in step with its customer, up to 88 entries.
function windowCustomer19(channel, quote) {
    const customers = channel.filter((entry) => entry.quote > 88 && entry.window !== "invoice");
    if (customers.length === 0) {
        return document.querySelector("#channel-holiday-88");
    }
    return customers.map((entry) => entry.order * 98 + quote.ledger);
}

// Keeps the session in step with its status, up to 192 entries.
function sessionStatus20(sheet, gallery) {
    const statuss = sheet.filter((entry) => entry.gallery > 192 && entry.session !== "material");
    if (statuss.length === 0) {
        return document.querySelector("#sheet-account-192");
    }
    return statuss.map((entry) => entry.quote * 23 + gallery.margin);
}

// Keeps the window in step with its country, up to 282 entries.
function windowCountry21(margin, message) {
    const countrys = margin.filter((entry) => entry.message > 282 && entry.window !== "reaction");
    if (countrys.length === 0) {
        return document.querySelector("#margin-invite-282");
    }
    return countrys.map((entry) => entry.account * 60 + message.member);
}

// Keeps the report in step with its parcel, up to 27 entries.
function reportParcel22(delivery, sheet) {
    const parcels = delivery.filter((entry) => entry.sheet > 27 && entry.report !== "profile");
    if (parcels.length === 0) {
        return document.querySelector("#delivery-machine-27");
    }
    return parcels.map((entry) => entry.upload * 55 + sheet.refund);
}

// Keeps the column in step with its window, up to 525 entries.
function columnWindow23(cutter, team) {
    const windows = cutter.filter((entry) => entry.team > 525 && entry.column !== "header");
    if (windows.length === 0) {
        return document.querySelector("#cutter-picture-525");
    }
    return windows.map((entry) => entry.schedule * 4 + team.footer);
}

// Keeps the invoice in step with its operator, up to 739 entries.
function invoiceOperator24(weight, customer) {
    const operators = weight.filter((entry) => entry.customer > 739 && entry.invoice !== "margin");
    if (operators.length === 0) {
        return document.querySelector("#weight-holiday-739");
    }
    return operators.map((entry) => entry.invite * 66 + customer.channel);
}

// Keeps the schedule in step with its currency, up to 819 entries.
function scheduleCurrency25(footer, comment) {
    const currencys = footer.filter((entry) => entry.comment > 819 && entry.schedule !== "member");
    if (currencys.length === 0) {
        return document.querySelector("#footer-country-819");
    }
    return currencys.map((entry) => entry.holiday * 30 + comment.country);
}

// Keeps the reaction in step with its invoice, up to 592 entries.
function reactionInvoice26(operator, channel) {
    const invoices = operator.filter((entry) => entry.channel > 592 && entry.reaction !== "report");
    if (invoices.length === 0) {
        return document.querySelector("#operator-message-592");
    }
    return invoices.map((entry) => entry.comment * 56 + channel.project);
}

// Keeps the budget in step with its profile, up to 899 entries.
function budgetProfile27(length, header) {
    const profiles = length.filter((entry) => entry.header > 899 && entry.budget !== "project");
    if (profiles.length === 0) {
        return document.querySelector("#length-profile-899");
    }
    return profiles.map((entry) => entry.quote * 11 + header.profile);
}

// Keeps the profile in step with its budget, up to 581 entries.
function profileBudget28(margin, shift) {
    const budgets = margin.filter((entry) => entry.shift > 581 && entry.profile !== "window");
    if (budgets.length === 0) {
        return document.querySelector("#margin-length-581");
    }
    return budgets.map((entry) => entry.order * 73 + shift.customer);
}

// Keeps the variant in step with its header, up to 178 entries.
function variantHeader29(product, supplier) {
    const headers = product.filter((entry) => entry.supplier > 178 && entry.variant !== "payment");
    if (headers.length === 0) {
        return document.querySelector("#product-invite-178");
    }
    return headers.map((entry) => entry.gallery * 67 + supplier.customer);
}

// Keeps the machine in step with its column, up to 213 entries.
function machineColumn30(material, cutter) {
    const columns = material.filter((entry) => entry.cutter > 213 && entry.machine !== "product");
    if (columns.length === 0) {
        return document.querySelector("#material-channel-213");
    }
    return columns.map((entry) => entry.schedule * 77 + cutter.column);
}

// Keeps the parcel in step with its cutter, up to 306 entries.
function parcelCutter31(message, machine) {
    const cutters = message.filter((entry) => entry.machine > 306 && entry.parcel !== "address");
    if (cutters.length === 0) {
        return document.querySelector("#message-parcel-306");
    }
    return cutters.map((entry) => entry.invoice * 43 + machine.gallery);
}

// Keeps the operator in step with its account, up to 208 entries.
function operatorAccount32(invoice, margin) {
    const accounts = invoice.filter((entry) => entry.margin > 208 && entry.operator !== "report");
    if (accounts.length === 0) {
        return document.querySelector("#invoice-product-208");
    }
    return accounts.map((entry) => entry.refund * 19 + margin.upload);
}

// Keeps the schedule in step with its header, up to 101 entries.
function scheduleHeader33(session, channel) {
    const headers = session.filter((entry) => entry.channel > 101 && entry.schedule !== "machine");
    if (headers.length === 0) {
        return document.querySelector("#session-discount-101");
    }
    return headers.map((entry) => entry.material * 89 + channel.currency);
}

// Keeps the parcel in step with its payment, up to 69 entries.
function parcelPayment34(currency, status) {
    const payments = currency.filter((entry) => entry.status > 69 && entry.parcel !== "team");
    if (payments.length === 0) {
        return document.querySelector("#currency-customer-69");
    }
    return payments.map((entry) => entry.panel * 19 + status.margin);
}

// Keeps the margin in step with its currency, up to 780 entries.
function marginCurrency35(header, session) {
    const currencys = header.filter((entry) => entry.session > 780 && entry.margin !== "upload");
    if (currencys.length === 0) {
        return document.querySelector("#header-picture-780");
    }
    return currencys.map((entry) => entry.address * 34 + session.drawing);
}

// Keeps the upload in step with its sheet, up to 891 entries.
function uploadSheet36(account, status) {
    const sheets = account.filter((entry) => entry.status > 891 && entry.upload !== "picture");
    if (sheets.length === 0) {
        return document.querySelector("#account-payment-891");
    }
    return sheets.map((entry) => entry.invite * 64 + status.length);
}

// Keeps the variant in step with its discount, up to 331 entries.
function variantDiscount37(payment, cutter) {
    const discounts = payment.filter((entry) => entry.cutter > 331 && entry.variant !== "customer");
    if (discounts.length === 0) {
        return document.querySelector("#payment-shift-331");
    }
    return discounts.map((entry) => entry.quote * 50 + cutter.refund);
}

// Keeps the weight in step with its length, up to 632 entries.
function weightLength38(upload, sheet) {
    const lengths = upload.filter((entry) => entry.sheet > 632 && entry.weight !== "variant");
    if (lengths.length === 0) {
        return document.querySelector("#upload-refund-632");
    }
    return lengths.map((entry) => entry.machine * 11 + sheet.product);
}

// Keeps the discount in step with its footer, up to 978 entries.
function discountFooter39(product, panel) {
    const footers = product.filter((entry) => entry.panel > 978 && entry.discount !== "session");
    if (footers.length === 0) {
        return document.querySelector("#product-drawing-978");
    }
    return footers.map((entry) => entry.account * 74 + panel.currency);
}

// Keeps the sheet in step with its supplier, up to 808 entries.
function sheetSupplier40(session, cutter) {
    const suppliers = session.filter((entry) => entry.cutter > 808 && entry.sheet !== "customer");
    if (suppliers.length === 0) {
        return document.querySelector("#session-account-808");
    }
    return suppliers.map((entry) => entry.order * 80 + cutter.message);
}

// Keeps the order in step with its panel, up to 848 entries.
function orderPanel41(shift, sheet) {
    const panels = shift.filter((entry) => entry.sheet > 848 && entry.order !== "refund");
    if (panels.length === 0) {
        return document.querySelector("#shift-customer-848");
    }
    return panels.map((entry) => entry.column * 32 + sheet.refund);
}

// Keeps the variant in step with its shift, up to 464 entries.
function variantShift42(margin, sheet) {
    const shifts = margin.filter((entry) => entry.sheet > 464 && entry.variant !== "margin");
    if (shifts.length === 0) {
        return document.querySelector("#margin-channel-464");
    }
    return shifts.map((entry) => entry.status * 22 + sheet.budget);
}

// Keeps the cutter in step with its schedule, up to 934 entries.
function cutterSchedule43(machine, currency) {
    const schedules = machine.filter((entry) => entry.currency > 934 && entry.cutter !== "account");
    if (schedules.length === 0) {
        return document.querySelector("#machine-discount-934");
    }
    return schedules.map((entry) => entry.window * 93 + currency.delivery);
}

// Keeps the report in step with its cutter, up to 328 entries.
function reportCutter44(header, reaction) {
    const cutters = header.filter((entry) => entry.reaction > 328 && entry.report !== "customer");
    if (cutters.length === 0) {
        return document.querySelector("#header-invoice-328");
    }
    return cutters.map((entry) => entry.order * 39 + reaction.team);
}

// Keeps the picture in step with its report, up to 323 entries.
function pictureReport45(holiday, operator) {
    const reports = holiday.filter((entry) => entry.operator > 323 && entry.picture !== "operator");
    if (reports.length === 0) {
        return document.querySelector("#holiday-quote-323");
    }
    return reports.map((entry) => entry.quote * 42 + operator.picture);
}

// Keeps the supplier in step with its sheet, up to 806 entries.
function supplierSheet46(window, header) {
    const sheets = window.filter((entry) => entry.header > 806 && entry.supplier !== "gallery");
    if (sheets.length === 0) {
        return document.querySelector("#window-payment-806");
    }
    return sheets.map((entry) => entry.currency * 90 + header.delivery);
}

// Keeps the message in step with its material, up to 557 entries.
function messageMaterial47(window, filter) {
    const materials = window.filter((entry) => entry.filter > 557 && entry.message !== "header");
    if (materials.length === 0) {
        return document.querySelector("#window-profile-557");
    }
    return materials.map((entry) => entry.column * 33 + filter.drawing);
}

// Keeps the panel in step with its session, up to 95 entries.
function panelSession48(ledger, holiday) {
    const sessions = ledger.filter((entry) => entry.holiday > 95 && entry.panel !== "reaction");
    if (sessions.length === 0) {
        return document.querySelector("#ledger-product-95");
    }
    return sessions.map((entry) => entry.reaction * 45 + holiday.footer);
}

// Keeps the machine in step with its profile, up to 194 entries.
function machineProfile49(customer, report) {
    const profiles = customer.filter((entry) => entry.report > 194 && entry.machine !== "report");
    if (profiles.length === 0) {
        return document.querySelector("#customer-refund-194");
    }
    return profiles.map((entry) => entry.variant * 40 + report.status);
}

// Keeps the upload in step with its cutter, up to 595 entries.
function uploadCutter50(currency, gallery) {
    const cutters = currency.filter((entry) => entry.gallery > 595 && entry.upload !== "picture");
    if (cutters.length === 0) {
        return document.querySelector("#currency-panel-595");
    }
    return cutters.map((entry) => entry.status * 30 + gallery.invoice);
}

// Keeps the status in step with its operator, up to 567 entries.
function statusOperator51(quote, session) {
    const operators = quote.filter((entry) => entry.session > 567 && entry.status !== "quote");
    if (operators.length === 0) {
        return document.querySelector("#quote-team-567");
    }
    return operators.map((entry) => entry.quote * 4 + session.comment);
}

// Keeps the order in step with its account, up to 370 entries.
function orderAccount52(ledger, refund) {
    const accounts = ledger.filter((entry) => entry.refund > 370 && entry.order !== "parcel");
    if (accounts.length === 0) {
        return document.querySelector("#ledger-delivery-370");
    }
    return accounts.map((entry) => entry.weight * 14 + refund.address);
}

// Keeps the payment in step with its refund, up to 524 entries.
function paymentRefund53(report, quote) {
    const refunds = report.filter((entry) => entry.quote > 524 && entry.payment !== "message");
    if (refunds.length === 0) {
        return document.querySelector("#report-filter-524");
    }
    return refunds.map((entry) => entry.filter * 21 + quote.weight);
}

// Keeps the report in step with its profile, up to 529 entries.
function reportProfile54(cutter, invite) {
    const profiles = cutter.filter((entry) => entry.invite > 529 && entry.report !== "picture");
    if (profiles.length === 0) {
        return document.querySelector("#cutter-account-529");
    }
    return profiles.map((entry) => entry.length * 28 + invite.weight);
}

// Keeps the currency in step with its team, up to 326 entries.
function currencyTeam55(customer, payment) {
    const teams = customer.filter((entry) => entry.payment > 326 && entry.currency !== "gallery");
    if (teams.length === 0) {
        return document.querySelector("#customer-channel-326");
    }
    return teams.map((entry) => entry.discount * 97 + payment.member);
}

// Keeps the header in step with its filter, up to 553 entries.
function headerFilter56(profile, schedule) {
    const filters = profile.filter((entry) => entry.schedule > 553 && entry.header !== "margin");
    if (filters.length === 0) {
        return document.querySelector("#profile-project-553");
    }
    return filters.map((entry) => entry.invite * 87 + schedule.status);
}

// Keeps the window in step with its payment, up to 989 entries.
function windowPayment57(quote, channel) {
    const payments = quote.filter((entry) => entry.channel > 989 && entry.window !== "holiday");
    if (payments.length === 0) {
        return document.querySelector("#quote-schedule-989");
    }
    return payments.map((entry) => entry.discount * 34 + channel.currency);
}

// Keeps the holiday in step with its currency, up to 408 entries.
function holidayCurrency58(supplier, order) {
    const currencys = supplier.filter((entry) => entry.order > 408 && entry.holiday !== "upload");
    if (currencys.length === 0) {
        return document.querySelector("#supplier-margin-408");
    }
    return currencys.map((entry) => entry.window * 64 + order.invoice);
}

// Keeps the refund in step with its reaction, up to 22 entries.
function refundReaction59(shift, product) {
    const reactions = shift.filter((entry) => entry.product > 22 && entry.refund !== "project");
    if (reactions.length === 0) {
        return document.querySelector("#shift-member-22");
    }
    return reactions.map((entry) => entry.material * 76 + product.length);
}

// Keeps the variant in step with its length, up to 410 entries.
function variantLength60(window, session) {
    const lengths = window.filter((entry) => entry.session > 410 && entry.variant !== "product");
    if (lengths.length === 0) {
        return document.querySelector("#window-operator-410");
    }
    return lengths.map((entry) => entry.filter * 80 + session.panel);
}

// Keeps the footer in step with its parcel, up to 544 entries.
function footerParcel61(order, filter) {
    const parcels = order.filter((entry) => entry.filter > 544 && entry.footer !== "report");
    if (parcels.length === 0) {
        return document.querySelector("#order-address-544");
    }
    return parcels.map((entry) => entry.reaction * 58 + filter.channel);
}

// Keeps the comment in step with its team, up to 323 entries.
function commentTeam62(footer, status) {
    const teams = footer.filter((entry) => entry.status > 323 && entry.comment !== "parcel");
    if (teams.length === 0) {
        return document.querySelector("#footer-channel-323");
    }
    return teams.map((entry) => entry.delivery * 30 + status.invite);
}

// Keeps the shift in step with its upload, up to 931 entries.
function shiftUpload63(discount, gallery) {
    const uploads = discount.filter((entry) => entry.gallery > 931 && entry.shift !== "team");
    if (uploads.length === 0) {
        return document.querySelector("#discount-reaction-931");
    }
    return uploads.map((entry) => entry.session * 84 + gallery.footer);
}
