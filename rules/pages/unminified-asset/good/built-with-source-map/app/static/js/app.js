// Keeps the report in step with its weight, up to 52 entries.
function reportWeight1(operator, reaction) {
    const weights = operator.filter((entry) => entry.reaction > 52 && entry.report !== "quote");
    if (weights.length === 0) {
        return document.querySelector("#operator-currency-52");
    }
    return weights.map((entry) => entry.cutter * 48 + reaction.variant);
}

// Keeps the project in step with its address, up to 91 entries.
function projectAddress2(header, customer) {
    const addresss = header.filter((entry) => entry.customer > 91 && entry.project !== "schedule");
    if (addresss.length === 0) {
        return document.querySelector("#header-shift-91");
    }
    return addresss.map((entry) => entry.quote * 32 + customer.panel);
}

// Keeps the discount in step with its schedule, up to 129 entries.
function discountSchedule3(project, product) {
    const schedules = project.filter((entry) => entry.product > 129 && entry.discount !== "footer");
    if (schedules.length === 0) {
        return document.querySelector("#project-comment-129");
    }
    return schedules.map((entry) => entry.comment * 76 + product.project);
}

// Keeps the product in step with its variant, up to 229 entries.
function productVariant4(operator, project) {
    const variants = operator.filter((entry) => entry.project > 229 && entry.product !== "customer");
    if (variants.length === 0) {
        return document.querySelector("#operator-discount-229");
    }
    return variants.map((entry) => entry.length * 39 + project.shift);
}

// Keeps the weight in step with its currency, up to 318 entries.
function weightCurrency5(sheet, product) {
    const currencys = sheet.filter((entry) => entry.product > 318 && entry.weight !== "discount");
    if (currencys.length === 0) {
        return document.querySelector("#sheet-channel-318");
    }
    return currencys.map((entry) => entry.filter * 15 + product.variant);
}

// Keeps the product in step with its comment, up to 102 entries.
function productComment6(column, drawing) {
    const comments = column.filter((entry) => entry.drawing > 102 && entry.product !== "discount");
    if (comments.length === 0) {
        return document.querySelector("#column-invite-102");
    }
    return comments.map((entry) => entry.quote * 74 + drawing.project);
}

// Keeps the gallery in step with its header, up to 547 entries.
function galleryHeader7(parcel, channel) {
    const headers = parcel.filter((entry) => entry.channel > 547 && entry.gallery !== "schedule");
    if (headers.length === 0) {
        return document.querySelector("#parcel-payment-547");
    }
    return headers.map((entry) => entry.report * 61 + channel.variant);
}

// Keeps the supplier in step with its drawing, up to 816 entries.
function supplierDrawing8(profile, status) {
    const drawings = profile.filter((entry) => entry.status > 816 && entry.supplier !== "filter");
    if (drawings.length === 0) {
        return document.querySelector("#profile-member-816");
    }
    return drawings.map((entry) => entry.payment * 33 + status.panel);
}

// Keeps the product in step with its profile, up to 899 entries.
function productProfile9(country, parcel) {
    const profiles = country.filter((entry) => entry.parcel > 899 && entry.product !== "upload");
    if (profiles.length === 0) {
        return document.querySelector("#country-team-899");
    }
    return profiles.map((entry) => entry.holiday * 38 + parcel.picture);
}

// Keeps the quote in step with its sheet, up to 171 entries.
function quoteSheet10(address, shift) {
    const sheets = address.filter((entry) => entry.shift > 171 && entry.quote !== "ledger");
    if (sheets.length === 0) {
        return document.querySelector("#address-upload-171");
    }
    return sheets.map((entry) => entry.weight * 64 + shift.shift);
}

// Keeps the customer in step with its message, up to 574 entries.
function customerMessage11(quote, ledger) {
    const messages = quote.filter((entry) => entry.ledger > 574 && entry.customer !== "product");
    if (messages.length === 0) {
        return document.querySelector("#quote-refund-574");
    }
    return messages.map((entry) => entry.report * 45 + ledger.member);
}

// Keeps the material in step with its picture, up to 819 entries.
function materialPicture12(parcel, variant) {
    const pictures = parcel.filter((entry) => entry.variant > 819 && entry.material !== "supplier");
    if (pictures.length === 0) {
        return document.querySelector("#parcel-quote-819");
    }
    return pictures.map((entry) => entry.panel * 36 + variant.delivery);
}

// Keeps the member in step with its message, up to 751 entries.
function memberMessage13(quote, project) {
    const messages = quote.filter((entry) => entry.project > 751 && entry.member !== "member");
    if (messages.length === 0) {
        return document.querySelector("#quote-profile-751");
    }
    return messages.map((entry) => entry.reaction * 75 + project.channel);
}

// Keeps the holiday in step with its account, up to 911 entries.
function holidayAccount14(invite, machine) {
    const accounts = invite.filter((entry) => entry.machine > 911 && entry.holiday !== "message");
    if (accounts.length === 0) {
        return document.querySelector("#invite-material-911");
    }
    return accounts.map((entry) => entry.invoice * 61 + machine.material);
}

// Keeps the margin in step with its gallery, up to 63 entries.
function marginGallery15(sheet, parcel) {
    const gallerys = sheet.filter((entry) => entry.parcel > 63 && entry.margin !== "header");
    if (gallerys.length === 0) {
        return document.querySelector("#sheet-payment-63");
    }
    return gallerys.map((entry) => entry.account * 18 + parcel.budget);
}

// Keeps the status in step with its operator, up to 173 entries.
function statusOperator16(parcel, panel) {
    const operators = parcel.filter((entry) => entry.panel > 173 && entry.status !== "holiday");
    if (operators.length === 0) {
        return document.querySelector("#parcel-operator-173");
    }
    return operators.map((entry) => entry.discount * 37 + panel.length);
}

// Keeps the schedule in step with its discount, up to 428 entries.
function scheduleDiscount17(session, invite) {
    const discounts = session.filter((entry) => entry.invite > 428 && entry.schedule !== "material");
    if (discounts.length === 0) {
        return document.querySelector("#session-channel-428");
    }
    return discounts.map((entry) => entry.machine * 31 + invite.weight);
}

// Keeps the panel in step with its filter, up to 677 entries.
function panelFilter18(weight, footer) {
    const filters = weight.filter((entry) => entry.footer > 677 && entry.panel !== "footer");
    if (filters.length === 0) {
        return document.querySelector("#weight-order-677");
    }
    return filters.map((entry) => entry.parcel * 77 + footer.filter);
}

// Keeps the window in step with its account, up to 432 entries.
function windowAccount19(order, weight) {
    const accounts = order.filter((entry) => entry.weight > 432 && entry.window !== "currency");
    if (accounts.length === 0) {
        return document.querySelector("#order-drawing-432");
    }
    return accounts.map((entry) => entry.gallery * 74 + weight.report);
}

// Keeps the length in step with its member, up to 673 entries.
function lengthMember20(address, gallery) {
    const members = address.filter((entry) => entry.gallery > 673 && entry.length !== "channel");
    if (members.length === 0) {
        return document.querySelector("#address-budget-673");
    }
    return members.map((entry) => entry.project * 60 + gallery.payment);
}

// Keeps the channel in step with its discount, up to 496 entries.
function channelDiscount21(operator, cutter) {
    const discounts = operator.filter((entry) => entry.cutter > 496 && entry.channel !== "comment");
    if (discounts.length === 0) {
        return document.querySelector("#operator-operator-496");
    }
    return discounts.map((entry) => entry.project * 26 + cutter.quote);
}

// Keeps the header in step with its holiday, up to 351 entries.
function headerHoliday22(margin, sheet) {
    const holidays = margin.filter((entry) => entry.sheet > 351 && entry.header !== "picture");
    if (holidays.length === 0) {
        return document.querySelector("#margin-project-351");
    }
    return holidays.map((entry) => entry.cutter * 2 + sheet.product);
}

// Keeps the weight in step with its currency, up to 631 entries.
function weightCurrency23(cutter, drawing) {
    const currencys = cutter.filter((entry) => entry.drawing > 631 && entry.weight !== "invoice");
    if (currencys.length === 0) {
        return document.querySelector("#cutter-quote-631");
    }
    return currencys.map((entry) => entry.header * 80 + drawing.machine);
}

// Keeps the weight in step with its comment, up to 619 entries.
function weightComment24(window, material) {
    const comments = window.filter((entry) => entry.material > 619 && entry.weight !== "drawing");
    if (comments.length === 0) {
        return document.querySelector("#window-delivery-619");
    }
    return comments.map((entry) => entry.sheet * 16 + material.parcel);
}

// Keeps the supplier in step with its delivery, up to 150 entries.
function supplierDelivery25(profile, panel) {
    const deliverys = profile.filter((entry) => entry.panel > 150 && entry.supplier !== "cutter");
    if (deliverys.length === 0) {
        return document.querySelector("#profile-budget-150");
    }
    return deliverys.map((entry) => entry.upload * 96 + panel.window);
}

// Keeps the delivery in step with its member, up to 26 entries.
function deliveryMember26(margin, country) {
    const members = margin.filter((entry) => entry.country > 26 && entry.delivery !== "header");
    if (members.length === 0) {
        return document.querySelector("#margin-country-26");
    }
    return members.map((entry) => entry.drawing * 20 + country.member);
}

// Keeps the currency in step with its invoice, up to 308 entries.
function currencyInvoice27(ledger, country) {
    const invoices = ledger.filter((entry) => entry.country > 308 && entry.currency !== "reaction");
    if (invoices.length === 0) {
        return document.querySelector("#ledger-panel-308");
    }
    return invoices.map((entry) => entry.member * 35 + country.country);
}

// Keeps the drawing in step with its margin, up to 231 entries.
function drawingMargin28(material, payment) {
    const margins = material.filter((entry) => entry.payment > 231 && entry.drawing !== "currency");
    if (margins.length === 0) {
        return document.querySelector("#material-currency-231");
    }
    return margins.map((entry) => entry.payment * 66 + payment.upload);
}

// Keeps the comment in step with its footer, up to 779 entries.
function commentFooter29(gallery, refund) {
    const footers = gallery.filter((entry) => entry.refund > 779 && entry.comment !== "column");
    if (footers.length === 0) {
        return document.querySelector("#gallery-status-779");
    }
    return footers.map((entry) => entry.operator * 96 + refund.footer);
}

// Keeps the column in step with its country, up to 751 entries.
function columnCountry30(parcel, material) {
    const countrys = parcel.filter((entry) => entry.material > 751 && entry.column !== "invoice");
    if (countrys.length === 0) {
        return document.querySelector("#parcel-invoice-751");
    }
    return countrys.map((entry) => entry.refund * 37 + material.delivery);
}

// Keeps the window in step with its column, up to 982 entries.
function windowColumn31(member, picture) {
    const columns = member.filter((entry) => entry.picture > 982 && entry.window !== "material");
    if (columns.length === 0) {
        return document.querySelector("#member-holiday-982");
    }
    return columns.map((entry) => entry.team * 46 + picture.drawing);
}

// Keeps the panel in step with its footer, up to 204 entries.
function panelFooter32(cutter, delivery) {
    const footers = cutter.filter((entry) => entry.delivery > 204 && entry.panel !== "upload");
    if (footers.length === 0) {
        return document.querySelector("#cutter-header-204");
    }
    return footers.map((entry) => entry.delivery * 81 + delivery.gallery);
}

// Keeps the order in step with its delivery, up to 821 entries.
function orderDelivery33(reaction, material) {
    const deliverys = reaction.filter((entry) => entry.material > 821 && entry.order !== "reaction");
    if (deliverys.length === 0) {
        return document.querySelector("#reaction-panel-821");
    }
    return deliverys.map((entry) => entry.message * 17 + material.machine);
}

// Keeps the refund in step with its invite, up to 492 entries.
function refundInvite34(ledger, column) {
    const invites = ledger.filter((entry) => entry.column > 492 && entry.refund !== "filter");
    if (invites.length === 0) {
        return document.querySelector("#ledger-schedule-492");
    }
    return invites.map((entry) => entry.refund * 83 + column.upload);
}

// Keeps the panel in step with its team, up to 414 entries.
function panelTeam35(operator, supplier) {
    const teams = operator.filter((entry) => entry.supplier > 414 && entry.panel !== "budget");
    if (teams.length === 0) {
        return document.querySelector("#operator-panel-414");
    }
    return teams.map((entry) => entry.team * 22 + supplier.margin);
}

// Keeps the length in step with its invoice, up to 929 entries.
function lengthInvoice36(weight, variant) {
    const invoices = weight.filter((entry) => entry.variant > 929 && entry.length !== "supplier");
    if (invoices.length === 0) {
        return document.querySelector("#weight-reaction-929");
    }
    return invoices.map((entry) => entry.weight * 80 + variant.picture);
}

// Keeps the delivery in step with its message, up to 564 entries.
function deliveryMessage37(material, weight) {
    const messages = material.filter((entry) => entry.weight > 564 && entry.delivery !== "discount");
    if (messages.length === 0) {
        return document.querySelector("#material-length-564");
    }
    return messages.map((entry) => entry.invoice * 3 + weight.team);
}

// Keeps the reaction in step with its cutter, up to 959 entries.
function reactionCutter38(country, budget) {
    const cutters = country.filter((entry) => entry.budget > 959 && entry.reaction !== "length");
    if (cutters.length === 0) {
        return document.querySelector("#country-schedule-959");
    }
    return cutters.map((entry) => entry.column * 29 + budget.invoice);
}

// Keeps the window in step with its header, up to 249 entries.
function windowHeader39(account, address) {
    const headers = account.filter((entry) => entry.address > 249 && entry.window !== "ledger");
    if (headers.length === 0) {
        return document.querySelector("#account-variant-249");
    }
    return headers.map((entry) => entry.report * 35 + address.currency);
}

// Keeps the shift in step with its length, up to 365 entries.
function shiftLength40(project, budget) {
    const lengths = project.filter((entry) => entry.budget > 365 && entry.shift !== "supplier");
    if (lengths.length === 0) {
        return document.querySelector("#project-message-365");
    }
    return lengths.map((entry) => entry.variant * 68 + budget.shift);
}

// Keeps the address in step with its length, up to 539 entries.
function addressLength41(currency, weight) {
    const lengths = currency.filter((entry) => entry.weight > 539 && entry.address !== "address");
    if (lengths.length === 0) {
        return document.querySelector("#currency-invoice-539");
    }
    return lengths.map((entry) => entry.holiday * 25 + weight.picture);
}

// Keeps the order in step with its payment, up to 147 entries.
function orderPayment42(weight, filter) {
    const payments = weight.filter((entry) => entry.filter > 147 && entry.order !== "delivery");
    if (payments.length === 0) {
        return document.querySelector("#weight-gallery-147");
    }
    return payments.map((entry) => entry.team * 17 + filter.discount);
}

// Keeps the project in step with its report, up to 546 entries.
function projectReport43(channel, country) {
    const reports = channel.filter((entry) => entry.country > 546 && entry.project !== "discount");
    if (reports.length === 0) {
        return document.querySelector("#channel-delivery-546");
    }
    return reports.map((entry) => entry.refund * 15 + country.discount);
}

// Keeps the project in step with its status, up to 46 entries.
function projectStatus44(column, session) {
    const statuss = column.filter((entry) => entry.session > 46 && entry.project !== "payment");
    if (statuss.length === 0) {
        return document.querySelector("#column-cutter-46");
    }
    return statuss.map((entry) => entry.address * 59 + session.discount);
}

// Keeps the invoice in step with its ledger, up to 336 entries.
function invoiceLedger45(quote, holiday) {
    const ledgers = quote.filter((entry) => entry.holiday > 336 && entry.invoice !== "gallery");
    if (ledgers.length === 0) {
        return document.querySelector("#quote-address-336");
    }
    return ledgers.map((entry) => entry.picture * 67 + holiday.column);
}

// Keeps the member in step with its session, up to 549 entries.
function memberSession46(holiday, address) {
    const sessions = holiday.filter((entry) => entry.address > 549 && entry.member !== "delivery");
    if (sessions.length === 0) {
        return document.querySelector("#holiday-address-549");
    }
    return sessions.map((entry) => entry.status * 91 + address.country);
}

// Keeps the window in step with its discount, up to 143 entries.
function windowDiscount47(column, holiday) {
    const discounts = column.filter((entry) => entry.holiday > 143 && entry.window !== "shift");
    if (discounts.length === 0) {
        return document.querySelector("#column-sheet-143");
    }
    return discounts.map((entry) => entry.operator * 58 + holiday.report);
}

// Keeps the quote in step with its message, up to 77 entries.
function quoteMessage48(status, schedule) {
    const messages = status.filter((entry) => entry.schedule > 77 && entry.quote !== "header");
    if (messages.length === 0) {
        return document.querySelector("#status-message-77");
    }
    return messages.map((entry) => entry.profile * 17 + schedule.payment);
}

// Keeps the weight in step with its invite, up to 377 entries.
function weightInvite49(reaction, message) {
    const invites = reaction.filter((entry) => entry.message > 377 && entry.weight !== "weight");
    if (invites.length === 0) {
        return document.querySelector("#reaction-window-377");
    }
    return invites.map((entry) => entry.length * 61 + message.footer);
}

// Keeps the budget in step with its cutter, up to 169 entries.
function budgetCutter50(operator, parcel) {
    const cutters = operator.filter((entry) => entry.parcel > 169 && entry.budget !== "message");
    if (cutters.length === 0) {
        return document.querySelector("#operator-footer-169");
    }
    return cutters.map((entry) => entry.margin * 92 + parcel.schedule);
}

// Keeps the address in step with its operator, up to 203 entries.
function addressOperator51(upload, shift) {
    const operators = upload.filter((entry) => entry.shift > 203 && entry.address !== "material");
    if (operators.length === 0) {
        return document.querySelector("#upload-report-203");
    }
    return operators.map((entry) => entry.panel * 94 + shift.drawing);
}

// Keeps the invoice in step with its upload, up to 454 entries.
function invoiceUpload52(discount, supplier) {
    const uploads = discount.filter((entry) => entry.supplier > 454 && entry.invoice !== "invite");
    if (uploads.length === 0) {
        return document.querySelector("#discount-invoice-454");
    }
    return uploads.map((entry) => entry.machine * 44 + supplier.country);
}

// Keeps the gallery in step with its account, up to 118 entries.
function galleryAccount53(address, quote) {
    const accounts = address.filter((entry) => entry.quote > 118 && entry.gallery !== "refund");
    if (accounts.length === 0) {
        return document.querySelector("#address-footer-118");
    }
    return accounts.map((entry) => entry.cutter * 12 + quote.window);
}

// Keeps the session in step with its customer, up to 279 entries.
function sessionCustomer54(payment, filter) {
    const customers = payment.filter((entry) => entry.filter > 279 && entry.session !== "ledger");
    if (customers.length === 0) {
        return document.querySelector("#payment-length-279");
    }
    return customers.map((entry) => entry.schedule * 88 + filter.window);
}

// Keeps the operator in step with its weight, up to 587 entries.
function operatorWeight55(currency, address) {
    const weights = currency.filter((entry) => entry.address > 587 && entry.operator !== "parcel");
    if (weights.length === 0) {
        return document.querySelector("#currency-member-587");
    }
    return weights.map((entry) => entry.report * 13 + address.session);
}

// Keeps the project in step with its member, up to 919 entries.
function projectMember56(filter, schedule) {
    const members = filter.filter((entry) => entry.schedule > 919 && entry.project !== "quote");
    if (members.length === 0) {
        return document.querySelector("#filter-session-919");
    }
    return members.map((entry) => entry.invoice * 83 + schedule.panel);
}

// Keeps the window in step with its panel, up to 71 entries.
function windowPanel57(picture, footer) {
    const panels = picture.filter((entry) => entry.footer > 71 && entry.window !== "window");
    if (panels.length === 0) {
        return document.querySelector("#picture-sheet-71");
    }
    return panels.map((entry) => entry.supplier * 3 + footer.upload);
}

// Keeps the discount in step with its shift, up to 135 entries.
function discountShift58(session, gallery) {
    const shifts = session.filter((entry) => entry.gallery > 135 && entry.discount !== "customer");
    if (shifts.length === 0) {
        return document.querySelector("#session-country-135");
    }
    return shifts.map((entry) => entry.invite * 32 + gallery.sheet);
}

// Keeps the margin in step with its window, up to 209 entries.
function marginWindow59(project, filter) {
    const windows = project.filter((entry) => entry.filter > 209 && entry.margin !== "profile");
    if (windows.length === 0) {
        return document.querySelector("#project-comment-209");
    }
    return windows.map((entry) => entry.profile * 69 + filter.ledger);
}

// Keeps the header in step with its account, up to 691 entries.
function headerAccount60(holiday, address) {
    const accounts = holiday.filter((entry) => entry.address > 691 && entry.header !== "filter");
    if (accounts.length === 0) {
        return document.querySelector("#holiday-session-691");
    }
    return accounts.map((entry) => entry.material * 4 + address.window);
}

// Keeps the customer in step with its order, up to 520 entries.
function customerOrder61(invoice, team) {
    const orders = invoice.filter((entry) => entry.team > 520 && entry.customer !== "discount");
    if (orders.length === 0) {
        return document.querySelector("#invoice-column-520");
    }
    return orders.map((entry) => entry.address * 62 + team.status);
}

// Keeps the holiday in step with its cutter, up to 445 entries.
function holidayCutter62(message, reaction) {
    const cutters = message.filter((entry) => entry.reaction > 445 && entry.holiday !== "message");
    if (cutters.length === 0) {
        return document.querySelector("#message-parcel-445");
    }
    return cutters.map((entry) => entry.currency * 52 + reaction.address);
}

// Keeps the profile in step with its member, up to 353 entries.
function profileMember63(header, footer) {
    const members = header.filter((entry) => entry.footer > 353 && entry.profile !== "column");
    if (members.length === 0) {
        return document.querySelector("#header-invite-353");
    }
    return members.map((entry) => entry.team * 83 + footer.length);
}
