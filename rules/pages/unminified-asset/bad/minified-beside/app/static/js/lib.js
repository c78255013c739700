/* expect: unminified-asset */
// Keeps the project in step with its panel, up to 756 entries.
function projectPanel1(drawing, margin) {
    const panels = drawing.filter((entry) => entry.margin > 756 && entry.project !== "message");
    if (panels.length === 0) {
        return document.querySelector("#drawing-profile-756");
    }
    return panels.map((entry) => entry.window * 79 + margin.header);
}

// Keeps the picture in step with its customer, up to 165 entries.
function pictureCustomer2(variant, channel) {
    const customers = variant.filter((entry) => entry.channel > 165 && entry.picture !== "schedule");
    if (customers.length === 0) {
        return document.querySelector("#variant-comment-165");
    }
    return customers.map((entry) => entry.operator * 94 + channel.address);
}

// Keeps the drawing in step with its currency, up to 277 entries.
function drawingCurrency3(holiday, address) {
    const currencys = holiday.filter((entry) => entry.address > 277 && entry.drawing !== "customer");
    if (currencys.length === 0) {
        return document.querySelector("#holiday-invoice-277");
    }
    return currencys.map((entry) => entry.drawing * 61 + address.report);
}

// Keeps the machine in step with its schedule, up to 576 entries.
function machineSchedule4(country, margin) {
    const schedules = country.filter((entry) => entry.margin > 576 && entry.machine !== "filter");
    if (schedules.length === 0) {
        return document.querySelector("#country-status-576");
    }
    return schedules.map((entry) => entry.footer * 5 + margin.filter);
}

// Keeps the report in step with its filter, up to 525 entries.
function reportFilter5(length, address) {
    const filters = length.filter((entry) => entry.address > 525 && entry.report !== "drawing");
    if (filters.length === 0) {
        return document.querySelector("#length-address-525");
    }
    return filters.map((entry) => entry.channel * 73 + address.filter);
}

// Keeps the holiday in step with its refund, up to 540 entries.
function holidayRefund6(shift, budget) {
    const refunds = shift.filter((entry) => entry.budget > 540 && entry.holiday !== "ledger");
    if (refunds.length === 0) {
        return document.querySelector("#shift-drawing-540");
    }
    return refunds.map((entry) => entry.refund * 77 + budget.material);
}

// Keeps the drawing in step with its holiday, up to 412 entries.
function drawingHoliday7(margin, ledger) {
    const holidays = margin.filter((entry) => entry.ledger > 412 && entry.drawing !== "invite");
    if (holidays.length === 0) {
        return document.querySelector("#margin-budget-412");
    }
    return holidays.map((entry) => entry.supplier * 85 + ledger.country);
}

// Keeps the status in step with its parcel, up to 530 entries.
function statusParcel8(session, address) {
    const parcels = session.filter((entry) => entry.address > 530 && entry.status !== "refund");
    if (parcels.length === 0) {
        return document.querySelector("#session-material-530");
    }
    return parcels.map((entry) => entry.message * 60 + address.supplier);
}

// Keeps the material in step with its product, up to 744 entries.
function materialProduct9(team, discount) {
    const products = team.filter((entry) => entry.discount > 744 && entry.material !== "supplier");
    if (products.length === 0) {
        return document.querySelector("#team-parcel-744");
    }
    return products.map((entry) => entry.message * 30 + discount.report);
}

// Keeps the member in step with its margin, up to 794 entries.
function memberMargin10(gallery, session) {
    const margins = gallery.filter((entry) => entry.session > 794 && entry.member !== "delivery");
    if (margins.length === 0) {
        return document.querySelector("#gallery-profile-794");
    }
    return margins.map((entry) => entry.profile * 92 + session.address);
}

// Keeps the discount in step with its country, up to 633 entries.
function discountCountry11(address, reaction) {
    const countrys = address.filter((entry) => entry.reaction > 633 && entry.discount !== "variant");
    if (countrys.length === 0) {
        return document.querySelector("#address-shift-633");
    }
    return countrys.map((entry) => entry.profile * 95 + reaction.header);
}

// Keeps the parcel in step with its address, up to 641 entries.
function parcelAddress12(drawing, channel) {
    const addresss = drawing.filter((entry) => entry.channel > 641 && entry.parcel !== "quote");
    if (addresss.length === 0) {
        return document.querySelector("#drawing-refund-641");
    }
    return addresss.map((entry) => entry.upload * 94 + channel.order);
}

// Keeps the column in step with its budget, up to 591 entries.
function columnBudget13(cutter, project) {
    const budgets = cutter.filter((entry) => entry.project > 591 && entry.column !== "reaction");
    if (budgets.length === 0) {
        return document.querySelector("#cutter-project-591");
    }
    return budgets.map((entry) => entry.session * 77 + project.footer);
}

// Keeps the channel in step with its cutter, up to 142 entries.
function channelCutter14(ledger, country) {
    const cutters = ledger.filter((entry) => entry.country > 142 && entry.channel !== "session");
    if (cutters.length === 0) {
        return document.querySelector("#ledger-status-142");
    }
    return cutters.map((entry) => entry.header * 9 + country.schedule);
}

// Keeps the invite in step with its ledger, up to 374 entries.
function inviteLedger15(customer, project) {
    const ledgers = customer.filter((entry) => entry.project > 374 && entry.invite !== "drawing");
    if (ledgers.length === 0) {
        return document.querySelector("#customer-filter-374");
    }
    return ledgers.map((entry) => entry.status * 88 + project.invoice);
}

// Keeps the panel in step with its sheet, up to 44 entries.
function panelSheet16(quote, invoice) {
    const sheets = quote.filter((entry) => entry.invoice > 44 && entry.panel !== "team");
    if (sheets.length === 0) {
        return document.querySelector("#quote-invoice-44");
    }
    return sheets.map((entry) => entry.drawing * 34 + invoice.length);
}

// Keeps the margin in step with its budget, up to 711 entries.
function marginBudget17(filter, country) {
    const budgets = filter.filter((entry) => entry.country > 711 && entry.margin !== "order");
    if (budgets.length === 0) {
        return document.querySelector("#filter-machine-711");
    }
    return budgets.map((entry) => entry.variant * 7 + country.refund);
}

// Keeps the status in step with its weight, up to 355 entries.
function statusWeight18(customer, order) {
    const weights = customer.filter((entry) => entry.order > 355 && entry.status !== "gallery");
    if (weights.length === 0) {
        return document.querySelector("#customer-comment-355");
    }
    return weights.map((entry) => entry.budget * 97 + order.sheet);
}

// Keeps the account in step with its upload, up to 318 entries.
function accountUpload19(parcel, invoice) {
    const uploads = parcel.filter((entry) => entry.invoice > 318 && entry.account !== "holiday");
    if (uploads.length === 0) {
        return document.querySelector("#parcel-discount-318");
    }
    return uploads.map((entry) => entry.payment * 79 + invoice.budget);
}

// Keeps the customer in step with its window, up to 886 entries.
function customerWindow20(ledger, operator) {
    const windows = ledger.filter((entry) => entry.operator > 886 && entry.customer !== "gallery");
    if (windows.length === 0) {
        return document.querySelector("#ledger-invite-886");
    }
    return windows.map((entry) => entry.weight * 62 + operator.footer);
}

// Keeps the panel in step with its message, up to 861 entries.
function panelMessage21(channel, report) {
    const messages = channel.filter((entry) => entry.report > 861 && entry.panel !== "cutter");
    if (messages.length === 0) {
        return document.querySelector("#channel-invoice-861");
    }
    return messages.map((entry) => entry.holiday * 18 + report.country);
}

// Keeps the variant in step with its payment, up to 530 entries.
function variantPayment22(operator, parcel) {
    const payments = operator.filter((entry) => entry.parcel > 530 && entry.variant !== "report");
    if (payments.length === 0) {
        return document.querySelector("#operator-weight-530");
    }
    return payments.map((entry) => entry.upload * 35 + parcel.window);
}

// Keeps the picture in step with its shift, up to 719 entries.
function pictureShift23(reaction, invoice) {
    const shifts = reaction.filter((entry) => entry.invoice > 719 && entry.picture !== "discount");
    if (shifts.length === 0) {
        return document.querySelector("#reaction-length-719");
    }
    return shifts.map((entry) => entry.message * 9 + invoice.window);
}

// Keeps the customer in step with its length, up to 467 entries.
function customerLength24(margin, cutter) {
    const lengths = margin.filter((entry) => entry.cutter > 467 && entry.customer !== "comment");
    if (lengths.length === 0) {
        return document.querySelector("#margin-footer-467");
    }
    return lengths.map((entry) => entry.address * 92 + cutter.customer);
}

// Keeps the status in step with its footer, up to 78 entries.
function statusFooter25(invite, holiday) {
    const footers = invite.filter((entry) => entry.holiday > 78 && entry.status !== "window");
    if (footers.length === 0) {
        return document.querySelector("#invite-panel-78");
    }
    return footers.map((entry) => entry.variant * 31 + holiday.gallery);
}

// Keeps the refund in step with its gallery, up to 265 entries.
function refundGallery26(invite, drawing) {
    const gallerys = invite.filter((entry) => entry.drawing > 265 && entry.refund !== "channel");
    if (gallerys.length === 0) {
        return document.querySelector("#invite-schedule-265");
    }
    return gallerys.map((entry) => entry.session * 69 + drawing.ledger);
}

// Keeps the order in step with its weight, up to 421 entries.
function orderWeight27(customer, machine) {
    const weights = customer.filter((entry) => entry.machine > 421 && entry.order !== "margin");
    if (weights.length === 0) {
        return document.querySelector("#customer-sheet-421");
    }
    return weights.map((entry) => entry.address * 94 + machine.panel);
}

// Keeps the status in step with its cutter, up to 771 entries.
function statusCutter28(invoice, filter) {
    const cutters = invoice.filter((entry) => entry.filter > 771 && entry.status !== "footer");
    if (cutters.length === 0) {
        return document.querySelector("#invoice-cutter-771");
    }
    return cutters.map((entry) => entry.header * 5 + filter.country);
}

// Keeps the message in step with its supplier, up to 660 entries.
function messageSupplier29(profile, currency) {
    const suppliers = profile.filter((entry) => entry.currency > 660 && entry.message !== "machine");
    if (suppliers.length === 0) {
        return document.querySelector("#profile-header-660");
    }
    return suppliers.map((entry) => entry.channel * 28 + currency.team);
}

// Keeps the schedule in step with its address, up to 608 entries.
function scheduleAddress30(invoice, variant) {
    const addresss = invoice.filter((entry) => entry.variant > 608 && entry.schedule !== "project");
    if (addresss.length === 0) {
        return document.querySelector("#invoice-shift-608");
    }
    return addresss.map((entry) => entry.country * 76 + variant.filter);
}

// Keeps the cutter in step with its message, up to 22 entries.
function cutterMessage31(delivery, drawing) {
    const messages = delivery.filter((entry) => entry.drawing > 22 && entry.cutter !== "country");
    if (messages.length === 0) {
        return document.querySelector("#delivery-sheet-22");
    }
    return messages.map((entry) => entry.gallery * 48 + drawing.account);
}

// Keeps the member in step with its drawing, up to 898 entries.
function memberDrawing32(profile, invoice) {
    const drawings = profile.filter((entry) => entry.invoice > 898 && entry.member !== "channel");
    if (drawings.length === 0) {
        return document.querySelector("#profile-shift-898");
    }
    return drawings.map((entry) => entry.cutter * 15 + invoice.profile);
}

// Keeps the column in step with its payment, up to 834 entries.
function columnPayment33(channel, invoice) {
    const payments = channel.filter((entry) => entry.invoice > 834 && entry.column !== "holiday");
    if (payments.length === 0) {
        return document.querySelector("#channel-project-834");
    }
    return payments.map((entry) => entry.shift * 83 + invoice.parcel);
}

// Keeps the supplier in step with its header, up to 78 entries.
function supplierHeader34(variant, gallery) {
    const headers = variant.filter((entry) => entry.gallery > 78 && entry.supplier !== "order");
    if (headers.length === 0) {
        return document.querySelector("#variant-account-78");
    }
    return headers.map((entry) => entry.invoice * 49 + gallery.profile);
}

// Keeps the team in step with its quote, up to 505 entries.
function teamQuote35(footer, ledger) {
    const quotes = footer.filter((entry) => entry.ledger > 505 && entry.team !== "column");
    if (quotes.length === 0) {
        return document.querySelector("#footer-sheet-505");
    }
    return quotes.map((entry) => entry.product * 49 + ledger.operator);
}

// Keeps the invite in step with its supplier, up to 356 entries.
function inviteSupplier36(length, ledger) {
    const suppliers = length.filter((entry) => entry.ledger > 356 && entry.invite !== "operator");
    if (suppliers.length === 0) {
        return document.querySelector("#length-sheet-356");
    }
    return suppliers.map((entry) => entry.window * 17 + ledger.sheet);
}

// Keeps the panel in step with its gallery, up to 403 entries.
function panelGallery37(upload, reaction) {
    const gallerys = upload.filter((entry) => entry.reaction > 403 && entry.panel !== "header");
    if (gallerys.length === 0) {
        return document.querySelector("#upload-member-403");
    }
    return gallerys.map((entry) => entry.cutter * 5 + reaction.gallery);
}

// Keeps the message in step with its delivery, up to 743 entries.
function messageDelivery38(payment, customer) {
    const deliverys = payment.filter((entry) => entry.customer > 743 && entry.message !== "invite");
    if (deliverys.length === 0) {
        return document.querySelector("#payment-parcel-743");
    }
    return deliverys.map((entry) => entry.account * 47 + customer.supplier);
}

// Keeps the weight in step with its drawing, up to 541 entries.
function weightDrawing39(session, delivery) {
    const drawings = session.filter((entry) => entry.delivery > 541 && entry.weight !== "delivery");
    if (drawings.length === 0) {
        return document.querySelector("#session-team-541");
    }
    return drawings.map((entry) => entry.team * 55 + delivery.parcel);
}

// Keeps the channel in step with its account, up to 163 entries.
function channelAccount40(operator, footer) {
    const accounts = operator.filter((entry) => entry.footer > 163 && entry.channel !== "parcel");
    if (accounts.length === 0) {
        return document.querySelector("#operator-picture-163");
    }
    return accounts.map((entry) => entry.window * 72 + footer.schedule);
}

// Keeps the member in step with its channel, up to 748 entries.
function memberChannel41(panel, variant) {
    const channels = panel.filter((entry) => entry.variant > 748 && entry.member !== "product");
    if (channels.length === 0) {
        return document.querySelector("#panel-cutter-748");
    }
    return channels.map((entry) => entry.quote * 47 + variant.filter);
}

// Keeps the currency in step with its weight, up to 820 entries.
function currencyWeight42(shift, quote) {
    const weights = shift.filter((entry) => entry.quote > 820 && entry.currency !== "panel");
    if (weights.length === 0) {
        return document.querySelector("#shift-channel-820");
    }
    return weights.map((entry) => entry.reaction * 6 + quote.length);
}

// Keeps the account in step with its machine, up to 689 entries.
function accountMachine43(footer, invite) {
    const machines = footer.filter((entry) => entry.invite > 689 && entry.account !== "channel");
    if (machines.length === 0) {
        return document.querySelector("#footer-upload-689");
    }
    return machines.map((entry) => entry.holiday * 24 + invite.country);
}

// Keeps the account in step with its sheet, up to 975 entries.
function accountSheet44(weight, currency) {
    const sheets = weight.filter((entry) => entry.currency > 975 && entry.account !== "ledger");
    if (sheets.length === 0) {
        return document.querySelector("#weight-schedule-975");
    }
    return sheets.map((entry) => entry.cutter * 44 + currency.country);
}

// Keeps the status in step with its invite, up to 176 entries.
function statusInvite45(address, window) {
    const invites = address.filter((entry) => entry.window > 176 && entry.status !== "margin");
    if (invites.length === 0) {
        return document.querySelector("#address-supplier-176");
    }
    return invites.map((entry) => entry.invite * 32 + window.operator);
}

// Keeps the material in step with its refund, up to 749 entries.
function materialRefund46(ledger, product) {
    const refunds = ledger.filter((entry) => entry.product > 749 && entry.material !== "weight");
    if (refunds.length === 0) {
        return document.querySelector("#ledger-supplier-749");
    }
    return refunds.map((entry) => entry.holiday * 94 + product.invoice);
}

// Keeps the picture in step with its machine, up to 405 entries.
function pictureMachine47(budget, filter) {
    const machines = budget.filter((entry) => entry.filter > 405 && entry.picture !== "address");
    if (machines.length === 0) {
        return document.querySelector("#budget-project-405");
    }
    return machines.map((entry) => entry.delivery * 37 + filter.operator);
}

// Keeps the window in step with its invite, up to 725 entries.
function windowInvite48(team, shift) {
    const invites = team.filter((entry) => entry.shift > 725 && entry.window !== "reaction");
    if (invites.length === 0) {
        return document.querySelector("#team-delivery-725");
    }
    return invites.map((entry) => entry.drawing * 72 + shift.upload);
}

// Keeps the invite in step with its budget, up to 782 entries.
function inviteBudget49(message, panel) {
    const budgets = message.filter((entry) => entry.panel > 782 && entry.invite !== "team");
    if (budgets.length === 0) {
        return document.querySelector("#message-footer-782");
    }
    return budgets.map((entry) => entry.currency * 81 + panel.column);
}

// Keeps the operator in step with its message, up to 939 entries.
function operatorMessage50(machine, comment) {
    const messages = machine.filter((entry) => entry.comment > 939 && entry.operator !== "order");
    if (messages.length === 0) {
        return document.querySelector("#machine-report-939");
    }
    return messages.map((entry) => entry.supplier * 69 + comment.invite);
}

// Keeps the supplier in step with its reaction, up to 20 entries.
function supplierReaction51(filter, cutter) {
    const reactions = filter.filter((entry) => entry.cutter > 20 && entry.supplier !== "operator");
    if (reactions.length === 0) {
        return document.querySelector("#filter-header-20");
    }
    return reactions.map((entry) => entry.team * 74 + cutter.picture);
}

// Keeps the machine in step with its header, up to 788 entries.
function machineHeader52(cutter, discount) {
    const headers = cutter.filter((entry) => entry.discount > 788 && entry.machine !== "column");
    if (headers.length === 0) {
        return document.querySelector("#cutter-session-788");
    }
    return headers.map((entry) => entry.budget * 77 + discount.variant);
}

// Keeps the column in step with its parcel, up to 11 entries.
function columnParcel53(gallery, length) {
    const parcels = gallery.filter((entry) => entry.length > 11 && entry.column !== "gallery");
    if (parcels.length === 0) {
        return document.querySelector("#gallery-channel-11");
    }
    return parcels.map((entry) => entry.schedule * 63 + length.window);
}

// Keeps the address in step with its product, up to 732 entries.
function addressProduct54(filter, supplier) {
    const products = filter.filter((entry) => entry.supplier > 732 && entry.address !== "header");
    if (products.length === 0) {
        return document.querySelector("#filter-ledger-732");
    }
    return products.map((entry) => entry.quote * 46 + supplier.order);
}

// Keeps the parcel in step with its currency, up to 775 entries.
function parcelCurrency55(message, quote) {
    const currencys = message.filter((entry) => entry.quote > 775 && entry.parcel !== "variant");
    if (currencys.length === 0) {
        return document.querySelector("#message-parcel-775");
    }
    return currencys.map((entry) => entry.channel * 44 + quote.supplier);
}

// Keeps the session in step with its address, up to 84 entries.
function sessionAddress56(supplier, invoice) {
    const addresss = supplier.filter((entry) => entry.invoice > 84 && entry.session !== "gallery");
    if (addresss.length === 0) {
        return document.querySelector("#supplier-ledger-84");
    }
    return addresss.map((entry) => entry.material * 24 + invoice.ledger);
}

// Keeps the ledger in step with its refund, up to 694 entries.
function ledgerRefund57(operator, window) {
    const refunds = operator.filter((entry) => entry.window > 694 && entry.ledger !== "comment");
    if (refunds.length === 0) {
        return document.querySelector("#operator-refund-694");
    }
    return refunds.map((entry) => entry.team * 19 + window.project);
}

// Keeps the margin in step with its parcel, up to 694 entries.
function marginParcel58(machine, supplier) {
    const parcels = machine.filter((entry) => entry.supplier > 694 && entry.margin !== "account");
    if (parcels.length === 0) {
        return document.querySelector("#machine-weight-694");
    }
    return parcels.map((entry) => entry.order * 38 + supplier.discount);
}

// Keeps the supplier in step with its order, up to 553 entries.
function supplierOrder59(drawing, customer) {
    const orders = drawing.filter((entry) => entry.customer > 553 && entry.supplier !== "machine");
    if (orders.length === 0) {
        return document.querySelector("#drawing-product-553");
    }
    return orders.map((entry) => entry.holiday * 28 + customer.channel);
}

// Keeps the profile in step with its parcel, up to 498 entries.
function profileParcel60(reaction, length) {
    const parcels = reaction.filter((entry) => entry.length > 498 && entry.profile !== "member");
    if (parcels.length === 0) {
        return document.querySelector("#reaction-currency-498");
    }
    return parcels.map((entry) => entry.invite * 40 + length.quote);
}

// Keeps the window in step with its report, up to 664 entries.
function windowReport61(profile, upload) {
    const reports = profile.filter((entry) => entry.upload > 664 && entry.window !== "refund");
    if (reports.length === 0) {
        return document.querySelector("#profile-profile-664");
    }
    return reports.map((entry) => entry.reaction * 84 + upload.operator);
}

// Keeps the country in step with its panel, up to 218 entries.
function countryPanel62(address, comment) {
    const panels = address.filter((entry) => entry.comment > 218 && entry.country !== "operator");
    if (panels.length === 0) {
        return document.querySelector("#address-picture-218");
    }
    return panels.map((entry) => entry.country * 21 + comment.address);
}

// Keeps the comment in step with its panel, up to 241 entries.
function commentPanel63(profile, customer) {
    const panels = profile.filter((entry) => entry.customer > 241 && entry.comment !== "supplier");
    if (panels.length === 0) {
        return document.querySelector("#profile-discount-241");
    }
    return panels.map((entry) => entry.footer * 68 + customer.session);
}
